siting-crumb = 选址
siting-title = { $area }里，再设在哪里
siting-title-city = 全市范围里，再设在哪里
siting-city = { $city }全市
siting-question = { $area } · { $need } · { $km } 千米
siting-change = 改条件
siting-within = 范围
siting-within-note = 候选点与需求都在范围内；范围外的平台照算。
siting-districts = 区
siting-zones = 重点区域（示意范围）
siting-need = 需求
siting-need-university = 高校
siting-need-park = 园区
siting-need-metro_station = 地铁站
siting-need-own = 自带文件
siting-need-weight = { $need }的权重
siting-need-note = ×n 为权重，可改。至少算一种；一种都不勾时，三种都算。
siting-reach = 可及
siting-km = 千米
siting-wanted = 几处
siting-ask = 求解
siting-own-title = 自带文件…
siting-own-note = CSV，列名用 lon、lat、weight（经度、纬度、权重），可加 name（名称）；没有经纬度时用 place（车站、高校或园区的名称）。坐标为 WGS-84。至多 { $mb } MB、{ $rows } 行。
siting-own-private = 文件只随这次提问送出，不留存，地址里也带不走。
siting-own-file = 选择文件
siting-own-text = 或粘贴文件内容
siting-own-ask = 带着文件求解
siting-own-leave = 不用文件
siting-own-kept = 文件内容在下面的框里，会随每次提问再送一次。
siting-own-counted = 文件中 { $n } 处在范围内，已计入{ $outside ->
    [0] 。
   *[other] ；另有 { $outside } 处在范围外，没有计入。
 }
siting-refused-file = 文件没有采用，它的内容不再显示；请改好后再选。下面的结果不含它。
siting-refused = 文件没有采用，下面的结果不含它。写下的内容都在框里。
own-too-large = 文件有 { $bytes } 字节，至多 { $most } 字节（1 MB）。没有读取。
own-too-many = 文件有 { $n } 行，至多 { $most } 行。没有计算。
own-no-text = 这不是文本文件。请另存为 CSV（UTF-8）。
own-nothing = 没有收到文件内容：请选一个不是空的文件，或把内容粘贴在框里。
own-empty = 文件里没有数据行。第一行应为列名，例如 lon,lat,weight。
own-no-columns = 没有找到经纬度列。第一行应有 lon 与 lat（经度与纬度），或 place（地点）。
own-bad-lon = 第 { $line } 行：经度“{ $value }”用不了，须是{ $city }一带的数。
own-bad-lat = 第 { $line } 行：纬度“{ $value }”用不了，须是{ $city }一带的数。
own-bad-weight = 第 { $line } 行：权重“{ $value }”用不了，须大于 0、至多 1000000。
own-bad-place = 第 { $line } 行：没有叫“{ $value }”的车站、高校或园区；请改用经纬度。
own-at-sea = 第 { $line } 行：{ $value } 在海上或市外。
own-more = 用不了的共 { $n } 行，以上是前几行。
siting-moved = { $letter } 移了 { $km } 千米
siting-placed = 位置由你给定，共 { $n } 处
siting-undo = 撤销
siting-restore = 恢复建议
siting-sentence = { $km } 千米内可及的需求：现有 { $now }，再设 { $n } 处后 { $then }（按权重 { $before } → { $after }，共 { $all }）。
siting-sentence-suggested = 建议的是 { $total }。
siting-nothing = { $km } 千米内可及的需求：现有 { $now }（按权重 { $before }，共 { $all }）。再设也不增加。
siting-no-need = 范围内没有所选的需求，因此没有建议。请换一种需求或范围。
siting-fewer = 再多设 { $n } 处，一处需求也不增加，所以只列 { $shown } 处。
siting-gain = 增加
siting-near = { $place }附近
siting-from = 距{ $place } { $km } 千米
siting-town-from = { $town }，距{ $place } { $km } 千米
siting-unnamed = 附近没有可用的地名
siting-serves = { $n ->
    [0] 不增加任何一处
   *[other] 可及：{ $names }{ $more ->
        [0] {""}
       *[other] {" "}等 { $n } 处
    }
 }
siting-less = 换到 { $km } 千米外最好的一处，合计少 { $less }
siting-as-good = { $km } 千米外另有一处同样好，可按用地条件选
siting-proof = { $moved ->
    [yes] 这些位置由您选定，不是求得的。建议的一组：
   *[no] {""}
 }{ $proven ->
    [yes] 在 { $n } 个候选点中求得，已证明最优。
   *[no] 在 { $n } 个候选点中求得，是限时内最好的，未证明最优。
 }候选为 { $km } 千米方格中心，不是地块；用地、规划另行核实。
siting-existing = 算作现有的：{ $n } 处，含规划与在建；另有 { $left } 个只知所在区或没有位置，没有算。
siting-method = 方法与权重
siting-method-problem = 最大覆盖选址：从候选点中选若干处，使直线距离内新可及的需求权重之和最大。由 HiGHS 求解，限时 { $seconds } 秒；到时取已得到的最好结果，并写明未证明最优。
siting-method-weights = 权重表：高校 5、园区 3、地铁站 1。高校与园区带来使用平台的人，地铁站说明是否容易到达；权重是本图的约定，不是测得的，因此都可以改。人口只知道部分街镇，不作为需求。
siting-method-places = 需求取自本图的地点表（高校、园区、车站）：区内按地点写明的区，重点区域内按示意范围。相同覆盖的候选点取离其服务对象最近的一个。
siting-method-names = 地名：{ $near } 米内有车站、园区或高校的，写“附近”；否则写街镇与距离。没有边界的街镇按名称点 { $town } 米内算。
siting-method-second = 次优：其余各处不动，把这一处换到可及距离之外最好的候选点，合计少多少。
siting-method-own = 自带文件的每一行是一处需求，权重照写。
siting-method-move = 用鼠标或手指拖动字母可移动一处；键盘：移到字母上按方向键，一次 100 米（加 Shift 为 1 千米）。也可先选“移动”再点地图。
siting-reaches = 距离变了，选址变不变
siting-reaches-note = 现有 → 再设后，占全部需求
siting-reaches-own = 现有 → 按这些位置再设后，占全部需求
siting-at-reach = { $km } 千米
siting-of-reach = { $km } 千米：现有 { $now }，再设后 { $then }
siting-key-existing = 现有概念验证，含规划
siting-key-existing-other = 算作现有的平台
siting-key-site = 建议
siting-key-placed = 自选的位置
siting-key-open = 空心＝仍不可及
siting-map = 选址地图
siting-print = 打印
siting-move = 移动 { $letter }
siting-move-short = 移动
siting-sites = 自己给的位置（经度,纬度;…）
siting-sites-note = 留空则由本页建议。至多 { $most } 处。
siting-town-sources = 街镇名：
siting-free = 全市按领域选址
siting-frames = 本页不在嵌入框架与离线快照里：求解要有服务器。
siting-no-boundaries = 没有载入边界，因此不能在范围内选址。
siting-column-site = 处
siting-column-position = 位置
siting-column-lon = 经度
siting-column-lat = 纬度
siting-column-gain = 增加（权重）
siting-column-served = 新可及处数
siting-column-serves = 新可及
siting-column-less = 次优合计少
siting-running = 正在求解…
siting-cancel = 取消
siting-cancelled = 已取消，结果没有改变。
siting-failed = 没有得到回答，结果没有改变。请再试一次。
siting-outside = 那里在范围外或海上：没有改变。
siting-how-to-move = 要移动一处：拖动它的字母，或先选“移动”，再点地图或按方向键。
siting-now-click = 请在地图上点一下 { $letter } 的新位置，或按方向键移动：一次 100 米，加 Shift 为 1 千米。
siting-file-too-large = 文件有 { $bytes } 字节，至多 { $most } 字节。没有读取，也没有送出。
siting-marker = { $letter }，{ $name }。用方向键移动。
siting-drawn-part = 自带的点多，地图上只画 { $n } 个。
facet-within = 范围
facet-university = 高校的权重
facet-park = 园区的权重
facet-metro_station = 地铁站的权重
allowed-within = 请从列表选择区、重点区域或全市。
allowed-university = 请输入 { $low } 至 { $high }。
allowed-park = 请输入 { $low } 至 { $high }。
allowed-metro_station = 请输入 { $low } 至 { $high }。
allowed-sites-within = 须在所选范围的陆地上；没有采用，位置没有改变。
siting-where-next = 再设在哪里
siting-in-area = 在{ $area }里选址：再设在哪里
facet-needs = 需求
allowed-needs = 请从高校、园区、地铁站里选。
facet-km = 可及
allowed-km = 请输入 { $low } 至 { $high } 之间的千米数。
facet-sites-within = 位置
sheet-sites = 再设在哪里
picture-sites = { $area }里，再设 { $n } 处
picture-sites-key = { $letter }　{ $name }
picture-sites-reached = 可及的需求（个）
picture-sites-open = 仍不可及的需求（个）
picture-sites-need = 需求：{ $kinds }；圆点大小为权重
picture-sites-not-said = 候选点是方格中心，不是地块；用地、规划另行核实。距离为直线。
