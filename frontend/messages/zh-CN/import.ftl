# 导入时对文件的说明：哪里有错、认出了什么、怎么办。
import-unstorable = 含空字符或不成对的代理字符，任何文字都不会有：请删去
import-turning = 含改变文字方向的不可见字符：请删去
import-unknown-column = 不认得这一列；最接近的是“{ $like }”（{ $known }）：要这样读，请加 --column "{ $name }={ $known }"；不读这一列，请加 --column "{ $name }=-"
import-no-such-column = { $given } 没有说清是哪一列，应如“名称=name_zh”；可用的列：{ $columns }
import-missing-column = 缺这一列
import-column-twice = 这一列出现了两次
import-two-datums = 坐标基准不明确：{ $datums }
import-no-datum = 文件没有说明坐标基准：请用 --crs 指定，或加一列“crs”
import-no-heading = 前 { $within } 行都不是表头，例如 { $columns }（以逗号、分号或制表符分隔）
import-no-heading-above = { $value } 所在的列没有表头
import-no-csv = 不是有效的 CSV：{ $why }
import-long-cell = 有单元格超过 { $most } 个字符
import-too-many-rows = 超过 { $most } 行
import-long-line = 一行超过 { $most } 个字符：没有哪一行数据这么长
import-too-many-columns = 表头超过 { $most } 列：请删去不需要的列
import-no-title = 在表头之上，但不是标题：{ $text }
import-cells = 有 { $cells } 个单元格，表头有 { $width } 个
import-row-datum = 坐标基准不明确：这一行写 { $own }，--crs 写 { $given }
import-ending = 文件名须以 { $endings } 结尾
import-file-size = 大于 { $mib } MiB
import-unknown-datum = { $value } 不是 { $allowed } 之一
import-no-row-datum = 有位置就要写坐标基准
import-outside = { $position } 在本市及其水域之外
import-swapped = { $position } 在本市及其水域之外（经度与纬度像是颠倒了）
import-needs-lat = 位置须同时写经度和纬度
import-needs-precision = 有位置须写位置精度，写了精度须有位置
import-needs-district-basis = 写了区须写依据（来源写明或按位置推断），反之亦然
import-needs-zone-basis = 写了重点区域须写依据（来源写明或按位置推断），反之亦然
import-needs-fund-evidence = 写“有”或“无”须有来源原文，反之亦然
import-needs-voucher-evidence = 写“有”或“无”须有来源原文，反之亦然
import-missing = 必填，未填
import-one-of = { $value } 不是以下之一：{ $allowed }
import-no-date = { $value } 不是日期：请写 { $first } 至 { $last } 年间的年、年-月或年-月-日
import-date-number = { $value } 是存成数字的日期；按表格软件的算法是 { $day }
import-no-address = { $value } 不是网址：应以 http:// 或 https:// 开头，且没有空格
import-no-identifier = { $value } 不是标识：最多 64 个英文字母、数字、- 和 _，以字母或数字开头
import-too-long = 超过 { $n } 个字符
import-too-many-entries = 超过 { $n } 条
import-too-short = 是空的
import-no-text = 应为文字，不是 { $value }
import-not-finite = { $value } 不是有限的数
import-no-number = { $value } 不是度数，例如 121.4737
import-unknown-code = 不认得 { $value }（可用：{ $known }）
import-entry-twice = 同一项写了两次
import-so-many = { $number } 行有问题：第 { $last } 行以后没有再读
import-same-id = { $id } 出现在不止一行
import-changed-meanwhile = 在读取本文件期间，已被他人修改
import-removed = 已于 { $what } 撤下：要重新收录，请加 --restore
import-workbook-size = 解开后超过 { $mib } MiB：请只保存这张表，或另存为 CSV
import-workbook-bomb = 不像表格软件写的文件：{ $part } 解开后超过压缩时的 { $times } 倍
import-workbook-entities = 不像表格软件写的文件：{ $part } 声明了实体，或不是 UTF-8
import-workbook-reach = 表格太大：{ $part } 的单元格到第 { $columns } 列、第 { $rows } 行（最多 { $most } 列）：请删去只有格式的空行空列，或另存为 CSV
import-no-workbook = 不能当作工作簿打开（{ $why }）：请打开后另存为不带密码的 XLSX
import-no-sheet = 没有工作表 { $sheet }；有 { $sheets }
import-several-sheets = 有多个工作表或图层像数据表：{ $sheets }
import-not-encoded = 不是 { $encoding } 文本（第 { $byte } 字节）：请另存为 UTF-8，或指明编码，如 --encoding gb18030
import-no-encoding = { $given } 不是编码名称，例：utf-8、gb18030、utf-16
import-encodings = 不是 UTF-8 文本，可能是 { $likely }：请另存为 UTF-8，或指明编码，如 --encoding gb18030
import-encoding-unseen = 不是 UTF-8 文本，也认不出是什么编码：请另存为 UTF-8，或指明编码，如 --encoding gb18030
import-no-such-way = 不在可选之列
import-merged = 单元格 { $cells } 横向合并，看不出值属于哪一列
import-formula = 公式没有存下的值，或值是错误

# 认出了什么。
import-heading-at = 是工作表“{ $sheet }”的表头
import-note-above = 当作表上方的说明跳过：{ $text }
import-heading-again = 是重复的表头，已跳过
import-merged-down = 与上方单元格合并：这一行也取同一个值
import-formula-taken = 是公式，取了存下的值 { $value }
import-sheet-unread = 没有读工作表 { $sheet }

# 怎么办。
import-do-mend = 请改正这个单元格。
import-do-column = 请按模板改列名，或指定它是哪一列。
import-do-template = 请补上这一列；模板里各列都有。
import-do-fill = 请填上。
import-do-list = 请从列出的值中选一个。
import-do-date = 请写成文字，例如 2025、2025-03 或 2025-03-15。
import-do-number = 请写带小数点的度数，例如 121.4737。
import-do-place = 请与地址核对；位置不明就留空。
import-do-swap = 请对调经度和纬度。
import-do-datum = 请说明坐标基准：WGS-84、CGCS2000、GCJ-02 或 BD-09。
import-do-formula = 请复制这一列，再粘贴为值。
import-do-merged = 请取消合并，逐格填写。
import-do-id = 请给每条记录一个固定不变、互不相同的标识。
import-do-evidence = 请补一句来源原文，或两格都留空（未说明）。
import-do-meanwhile = 请看清现在公开的内容，改这一行或删去这一行，再重新上传。
import-do-restore = 请删去这一行，或加 --restore 导入。
import-do-characters = 请重新输入这段文字。
import-do-shorten = 请缩短文字。
import-do-point = 请给出一个点的经度和纬度。

# 区与重点区域的依据。
import-basis-source = 来源写明
import-basis-inferred = 按位置推断

# 列出错误的工作簿。
import-faults-sheet = 错误
import-faults-title = { $file }：共 { $n } 处错误，下列 { $listed } 处
import-refused = 没有载入 { $file }：{ $number ->
   *[other] { $shown } 处问题
  }
import-faults-times = 几处
import-faults-first = 前几行
import-faults-row = 行
import-faults-column = 列
import-faults-value = 值
import-faults-reason = 错在哪里
import-faults-do = 怎么办
import-faults-rows = 待改的行
import-crs = 坐标基准
import-faults-number = 原文件的行

# 值得再看一眼的。
import-twin = { $name } 可能已经有了：{ $other }（{ $id }）相距 { $metres } 米，名称相近
import-elsewhere = 位置在这一行所写的{ $district }之外 { $metres } 米
import-at-sea = 位置在水里，离各区都超过 { $metres } 米
import-too-exact = 位置写成地址级，地址却没有门牌
import-crowded = { $n } 条新记录 300 米内的其他记录超过 { $most } 条：每条只与其中 { $most } 条比较过
import-not-compared = { $n } 条新记录没有与邻近的比较（最多 { $most } 条）

# 没有说明坐标基准的文件，各点会落在哪里。
import-datum-title = 文件没有说明 { $n } 个位置用哪一种坐标基准。这里不替您猜：选错会差几百米。请指定其中一种：
import-datum-example = 第 { $row } 行{ $name }提到{ $place }（± { $accuracy } 米）。
import-datum-metres = 距该处 { $metres } 米
import-datum-median = 各行提到的地点：{ $n } 个中居中的相差 { $metres } 米
import-datum-inside = { $declared } 个中 { $inside } 个在所写的区内
import-datum-outside = { $n } 个在本市之外
import-datum-nothing = 各行没有说明应在何处
import-datum-wgs84 = WGS-84：卫星定位、本图所用
import-datum-cgcs2000 = CGCS2000：测绘部门、天地图；与 WGS-84 相差不到 1 米
import-datum-gcj02 = GCJ-02：高德、腾讯地图
import-datum-bd09 = BD-09：百度地图

# GeoPackage，以及其他格式的几何。
import-no-geopackage = 不能当作 GeoPackage 打开（{ $why }）
import-not-geopackage = 只有文件名像 GeoPackage：请把图层另存为 GeoPackage
import-too-many-layers = 图层超过 { $most } 个：请只保存需要的那一个
import-no-layer = 没有图层 { $layer }；有 { $layers }：请用 --sheet 指定
import-layer-view = { $layer } 是视图或带有计算列：请另存为普通的表
import-layer-unread = 没有读图层 { $layer }
import-layer-crs = 用的是 { $crs }：请另存为以度为单位的 EPSG:4326（WGS-84）或 EPSG:4490（CGCS2000）
import-layer-datums = 坐标基准不明确：图层写 { $own }，--crs 写 { $given }；GCJ-02、BD-09 的图层请不带坐标系保存，或另存为 CSV
import-bytes = 存的是二进制数据，不是文字
import-no-geometry = 几何读不出来
import-polygon = 平台是一个点，这里是 { $kind }
import-height = 点带有高程，平台没有高程
import-no-finite-point = 点的坐标不是有限的数

# 按地址取位置；来源不再收录的记录。
import-located = 位置按地址取得（{ $by }：{ $level }），按 { $precision } 级保存
import-mobile-number = 含手机号码，属个人信息：中间四位以 **** 保存。请改填固定电话或网址
import-service-stopped = 地址服务没有再给出位置：{ $why }

# 导入的结果。
import-verdict-counts = { $dry ->
    [yes] 先试一遍，未改数据
   *[no] 已载入
 }：新增 { $added }，更新 { $changed }，不变 { $unchanged }。
import-verdict-bad = 没有载入的 { $rows } 行，{ $problems } 处错误：
import-verdict-look = 要看一眼的 { $n } 处，不拦：
import-verdict-stale = 同一来源的文件不再收录，已标出 { $n } 条（servicemap stale）。
import-verdict-row = 第 { $row } 行
import-verdict-file = 文件

# 命令的其他说法。
import-clears = 文件没有下列事实的列，而它们现在有记载；照此载入会清空：{ $cleared }。什么都没有存下。请补上这些列（servicemap export 写出的文件各列齐全），或用 --replace 表示要清空。
import-clears-one = { $first } 的 { $column }{ $more ->
    [0] {""}
   *[other] 等 { $more } 条
}
import-verdict-cleared = { $dry ->
    [yes] 将清空
   *[no] 已清空
 }：{ $cleared }。
import-verdict-lowered = { $dry ->
    [yes] 将定为
   *[no] 已定为
 }中等可信，而不是高：{ $n } 条。只有带 source_url（读者能打开的地址）的记录才算高。
import-verdict-version = 数据版本：{ $version }
import-verdict-written = 问题已写入 { $file }。
import-verdict-encoding = 文件按 { $encoding } 读取。如果名称是乱码，请用 --encoding 指明编码。
import-stale-source = --stale 需要 --source：只有同一来源的记录才谈得上缺失。
import-property = 不认得这个属性
