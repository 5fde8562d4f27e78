# A number of records said completely: of what it is made up, its grade, the sentence to cite it.
cite-site = { $city }{ $site }
cite-at-stage = { $domain }（{ $stage }）
cite-listed-in = 截至 { $date }，{ $site }收录的位于{ $name }的平台与资源 { $n } 个（{ $made }）。数据版本 { $version }，{ $link }
complete-state = 状态：{ $what }（个）
complete-fold = 每个数的组成、级别与引文
complete-place = 区或区域 · 收录
complete-kinds = 类型
complete-states = 状态
complete-share = 区位商：{ $grade }。{ $why }
column-share-grade = 占比与区位商的引用级别
column-share-why = 占比与区位商的理由
districts-basis = 记录数下的两个数：区属由来源写明／按位置推断，以及总数可否引用。
zones-basis = 记录数下的两个数：归属由来源写明／推断，以及总数可否引用。
gaps-inferred-said = 虚线下划线：其中有按位置推断所在区的，慎引；其余的数可引用。类型、状态与引文在表下折叠处。
gaps-cell = 区 · 领域 · 收录
domains-listed = 领域 · 收录
