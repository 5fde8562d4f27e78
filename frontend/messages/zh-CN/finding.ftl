# 查找：句子读成条件、清单里的去处、文字命中与同义命中之间的分隔
want-filters-nothing = 来源几乎都没有写明{ $names }，所以不用它筛选；匹配时计入得分。
want-match = 带着这些条件去匹配
in-lists = 清单里写到它的
in-lists-measures = 支持政策里的措施
empty-cases = 写到这个领域的典型案例
policies-search = 措施里写到
found-otherwise = 以下没有写“{ $q }”本身
found-otherwise-alone = 没有一条写“{ $q }”本身
found-otherwise-said = 按同义词、所属领域或读音找到，共 { $n } 个
policies-of-none = 没有来源把哪项措施落到本平台。
policies-money-below = 所在地的出资措施见“资金”
area-measures = { $n } 项，不含市级
area-measures-none = 截至 { $date }，没有收录{ $name }自己的措施。
area-measures-list = 在清单里看这些
area-measures-city = 另有市级措施 { $n } 项。
area-events = { $name }的活动
