# 搜索：读作条件、改正一处错、没有结果时的去处
put-right = 没有“{ $typed }”。您是不是要找
put-right-shown = ？已按它显示。
put-right-insist = 仍然只搜“{ $typed }”
empty-nowhere = 全市收录的平台与资源里都没有写明{ $names }，这在全市是空白。
empty-unknown = 没有一条记录写到{ $names }，请看看是否打错了字。
empty-unstated = 各来源几乎都没有说明“{ $name }”：未说明不等于没有，所以不用它筛选。
empty-money = 按得分排列平台，并查看资金措施
empty-together = { $n } 个条件各自都有，合在一起没有所选种类的记录。
empty-elsewhere = 全市有 { $n } 个写明“{ $name }”，不是全市的空白。
empty-relax = 放宽一个条件
empty-nearest = 最相近的
empty-all = 全部
empty-beside = 相邻领域，{ $n } 个平台两者都写
empty-tier = 方案中同属“{ $tier }”的领域
empty-from = 离{ $place }最近
near-point = 所选的点
