# The brief: one page about a district, a zone or the city, its annex and its files.
brief-origin = { $site } · { $kind ->
    [district] 区情简报
    [zone] 重点区域简报
   *[other] 全市简报
}
brief-dated = 数据截至 { $date } · 版本 { $version }
brief-title = { $name }：概念验证平台与资源
brief-lead-city = 收录 { $n } 个：{ $kinds }。所在区：来源写明 { $stated } 个，按位置推断 { $inferred } 个，未说明 { $unplaced } 个。
brief-lead-district = 收录 { $n } 个（全市 { $city }）：{ $kinds }。{ $stated } 个由来源写明在本区，{ $inferred } 个按位置推断。
brief-lead-zone = 收录 { $n } 个（全市 { $city }）：{ $kinds }。{ $stated } 个由来源写明属于本区域，{ $inferred } 个按位置推断。
brief-lead-none = 截至 { $date }，本图没有收录位于{ $name }的平台或资源。“未收录”不等于“没有”。
brief-kind-poc = 概念验证 { $n }
brief-kind-pilot = 中试 { $n }
brief-kind-related = 关联资源 { $n }
brief-nokind-poc = 概念验证未收录
brief-nokind-pilot = 中试未收录
brief-nokind-related = 关联资源未收录
brief-life-planned = 规划 { $n }
brief-life-under-construction = 在建 { $n }
brief-life-unveiled = 揭牌 { $n }
brief-life-operating = 运营 { $n }
brief-life-tapering = 支持逐步退出 { $n }
brief-life-closed = 关闭 { $n }
brief-life-unknown = 状态不明 { $n }
brief-five = 五个数字
brief-what-listed = 收录的平台与资源
brief-what-stated = { $kind ->
    [zone] 来源写明属于本区域的平台与资源
   *[other] 来源写明在本区的平台与资源
}
brief-what-poc = 概念验证平台
brief-what-pilot = 中试平台
brief-what-related = 关联资源（转化、临床、共享设施）
brief-what-domain = 涉及{ $domain }
brief-basis = { $kind ->
    [zone] 归属写明 { $stated }、推断 { $inferred }
   *[other] 区属写明 { $stated }、推断 { $inferred }
}
brief-basis-unplaced = 区属写明 { $stated }、推断 { $inferred }、未说明 { $unplaced }
brief-city-has = 全市收录 { $n }
brief-share = { $kind ->
    [zone] 全市 { $of_city }/{ $all }
   *[other] 全市知道所在区的 { $of_city }/{ $all }
}；本{ $kind ->
    [zone] 区域
   *[other] 区
} { $share }%（{ $low }%–{ $high }%）
brief-of-all = 全市 { $n }/{ $all }
brief-each-stated = { $kind ->
    [zone] 逐条由来源写明归属
   *[other] 逐条由来源写明所在区
}
brief-none-runs = 附注：无一个由来源写明已运营
brief-old-sources = 附注：{ $n } 个的来源早于两年或无日期
brief-some-inferred = { $kind ->
    [zone] 附注：{ $n } 个的归属是推断的
   *[other] 附注：{ $n } 个的所在区是推断的
}
brief-unstated-said = 收录的 { $n } 个都按位置推断
brief-none-said = “未收录”不等于“没有”
brief-alike-said = 看不出与全市不同，勿称“优势”
brief-few-said = 样本太少，不下结论
brief-apart-said = 附注：与全市的差别经检验成立；数目小
brief-counted = 计数；逐条可查
brief-synthetic-said = 含生成的虚构记录，仅供测试
grade-quote = 可引用
grade-note = 慎引
grade-never = 勿引
brief-why-counted = 计数，逐条由来源写明。
brief-why-inferred = 含按位置推断的所在区，请连附注一起引用。
brief-why-old = 说到的状态有早于两年或无日期的来源，请连附注一起引用。
brief-why-both = 含推断的所在区，状态又有早于两年或无日期的来源，请连附注一起引用。
brief-why-apart = 检验看得出与全市的差别，但数目小，请连附注一起引用。
brief-why-few = 样本太少：收录与期望都不足 3 个，比例没有意义。
brief-why-alike = 检验看不出与全市不同：差别可能出于偶然，不能称“优势”或“短板”。
brief-why-unstated = 收录的都没有由来源写明所在，没有可以引用的个数；不等于没有。
brief-why-none = 本图没有收录，不等于没有；请勿据此说“没有”。
brief-why-synthetic = 数据中有生成的虚构记录，任何数字都不可引用。
brief-why-cell = 按近似位置数的个数，只知所在区的没有算：请勿引用，要引个数，引各区的。
brief-why-hot = 检验看得出这里多于偶然：可以连同附注说是热点，格内的个数不引。
brief-why-reach = 由本图收录的位置按直线推算，没有收录的不在内：连同假设一起引。
brief-cite-listed = 截至 { $date }，{ $site }收录概念验证平台与相关资源 { $n } 个（{ $made }）。数据版本 { $version }，{ $link }
brief-cite-stated = 截至 { $date }，{ $site }收录的来源写明位于{ $name }的平台与资源 { $n } 个（{ $made }）。数据版本 { $version }，{ $link }
brief-cite-kind = 截至 { $date }，{ $site }收录的位于{ $name }的{ $kind ->
    [poc] 概念验证平台
    [pilot] 中试平台
   *[related] 关联资源（转化、临床、共享设施）
  } { $n } 个（{ $made }）。数据版本 { $version }，{ $link }
brief-cite-domain = 截至 { $date }，{ $site }收录的位于{ $name }的平台与资源中，涉及{ $domain }的 { $n } 个（{ $made }）。数据版本 { $version }，{ $link }
brief-declared = 申明的特色，与收录的
brief-declared-source = { $date } · 来源 ①
brief-domains = 收录的领域
brief-domain-column = 领域
brief-declared-column = 申明领域
brief-listed-column = 收录
brief-city-column = 全市
brief-verdict-column = 结论
brief-verdict-few = 样本太少
brief-verdict-unclear = 看不出不同
brief-verdict-agrees = 高于全市
brief-verdict-undeclared = 高于全市
brief-verdict-differs = 低于全市
brief-verdict-fewer = 低于全市
brief-not-sourced = * 所留来源没有写这一项，系本图归类。
brief-outside-plan = 申明的特色在方案领域之外。
brief-no-feature = 本图没有读到申明的特色。
brief-compared = { $kind ->
    [zone] 与两个区域比
   *[other] 与两个区比
}
brief-same-date = 截至同一日期
brief-row-stated = { $kind ->
    [zone] 归属写明
   *[other] 区属写明
}
brief-row-inferred = { $kind ->
    [zone] 归属推断
   *[other] 区属推断
}
brief-row-density = 每百平方千米
brief-small-numbers = 数目小，一两个之差不说明强弱；请勿据此排名。
brief-gaps = 缺什么
brief-gaps-said = 缺的是收录，未必是事实
brief-gap-kind = { $what }：未收录{ $near ->
    [yes] ；邻近可用的见附表 2
   *[no] {""}
}。
brief-gap-services = 全市已有的服务中 { $n } 项在本{ $kind ->
    [zone] 区域
   *[other] 区
}未收录：{ $names }{ $more ->
    [yes] 等
   *[no] {""}
}。
brief-gap-services-city = 词表中 { $n } 项服务全市未收录：{ $names }{ $more ->
    [yes] 等
   *[no] {""}
}。
brief-gap-domains-city = 方案领域中 { $n } 个全市未收录：{ $names }。
brief-gap-facts = { $facts }：{ $n } 个都未说明。
brief-fact-voucher = 科技创新券
brief-fact-fund = 自有基金
brief-gap-nothing = 三类都有收录，全市已有的服务也都有收录。
brief-next = 下一步
brief-next-inferred = 核实 { $n } 个推断的{ $kind ->
    [zone] 归属
   *[other] 所在区
}：{ $names }{ $more ->
    [yes] 等
   *[no] {""}
}。
brief-next-unplaced = 查明 { $n } 个记录的所在区：{ $names }{ $more ->
    [yes] 等
   *[no] {""}
}。
brief-next-planned = 问 { $n } 个规划或在建的平台的进展，补日期与来源。
brief-next-old = 为 { $n } 个早于两年或无日期的来源找新的来源。
brief-next-seeking = 选址：生成本页时还在按需求试算，稍后再打开即见；或见“再设在哪里”。
brief-next-reached = 选址：按需求权重，{ $km } 千米内现有可及 { $now }，再设也不增加。
brief-next-sites-city = 选址：按需求权重，{ $km } 千米内现有可及 { $now }，再设 { $n } 处可到 { $then }。
brief-next-sites = 选址：按需求权重，{ $km } 千米内现有可及 { $now }，再设 { $n } 处可到 { $then }，首选{ $first }。
brief-next-siting = 选址：在“再设在哪里”里按需求试算。
brief-caveat = 引用前请读
brief-caveat-said = 本图由公开来源汇编，读到多少写多少，不是官方名录。“未收录”“未说明”都不等于“没有”。位置为近似，圈内某处。可引用＝计数且逐条由来源写明；慎引＝含推断或旧来源，连附注一起引；勿引＝样本太少、检验看不出差别，或把“未收录”当“没有”。
brief-sources = 来源
brief-source-feature = { $title }，{ $date }
brief-source-area = 面积 { $km2 } km²（{ $date }）：{ $title }
brief-source-areas = 面积为各区公布面积之和 { $km2 } km²
brief-source-records = { $n } 条记录的来源见附表 1
brief-metro = 地铁 © OpenStreetMap 贡献者（ODbL）
brief-check = 核对与更新：
brief-annex = 附表
brief-annex-records = { $n } 条记录及来源
brief-annex-near = 邻近可用的（{ $kinds }）
brief-annex-domains = 领域：收录、期望与检验
brief-annex-services = 服务：收录与全市
brief-annex-more = 另有 { $n } 条没有列出。
brief-annex-near-said = 千米：从本区中部到其近似位置的直线距离。
brief-annex-domains-said = 期望＝本地记录数×全市占比；区位商＝收录÷期望，区间 95%（Clopper–Pearson）；p 为 Fisher 精确检验，共 { $n } 项一并校正（Benjamini–Hochberg）。
brief-annex-services-said = 一条记录可有几项服务。
brief-col-name = 名称
brief-col-kind = 类型
brief-col-status = 状态
brief-col-status-date = 状态日期
brief-col-district = 所在区
brief-col-basis = 区属
brief-col-source = 来源
brief-col-source-date = 来源日期
brief-col-km = 千米
brief-col-service = 服务
brief-col-domain = 领域
brief-col-n = 收录（个）
brief-col-city = 全市（个）
brief-col-expected = 期望（个）
brief-col-quotient = 区位商
brief-col-low = 区间下限
brief-col-high = 区间上限
brief-col-p = 校正后 p
brief-col-verdict = 结论
brief-col-what = 项目
brief-col-value = 数值
brief-col-counts = 由什么组成
brief-col-note = 附注
brief-col-grade = 引用级别
brief-col-citation = 引文
brief-basis-source = 来源写明
brief-basis-inferred = 推断
brief-basis-none = 未说明
brief-map = { $name }收录的平台与资源的近似位置
brief-map-district-only = 仅知所在区
brief-map-mixed = 多个，同一近似位置
brief-older = 此链接引用的是第 { $version } 版数据，现在是第 { $current } 版：数字可能已经不同。
brief-filters-left = 简报总是讲全部收录，地址里的筛选没有用到。
brief-cite-this = 引用这个数字
brief-cite-how = 点左页任一数字换一个。链接固定在这一版数据上。
brief-copy = 复制引文
brief-compare-areas = { $kind ->
    [zone] 比较的区域
   *[other] 比较的区
}
brief-compare-apply = 换成这两个
brief-compare-first = 第一个
brief-compare-second = 第二个
brief-take = 带走
brief-take-pdf = 一页 A4，附表另页
brief-take-print = 打印
brief-take-docx = 真表格，可改
brief-take-pptx = 六页，可改
brief-take-xlsx = 每表一张，含说明
brief-take-picture = 地图，幻灯片或印刷
brief-take-html = 单个文件
brief-take-json = 全部数字与引文
brief-back = 一览
brief-elsewhere = 其他简报
brief-slide-title = { $name }收录的 { $n } 个平台与资源
brief-picture-caveat = 公开来源汇编，非官方名录；“未收录”不等于“没有”。位置为近似。
brief-about = 说明
brief-about-what = 这是什么
brief-about-filter = 筛选
brief-about-filter-said = 无：{ $name }的全部收录，三类都在内
brief-about-as-of = 数据截至
brief-about-version = 数据版本
brief-about-rule = 引用规则
brief-about-link = 核对地址
brief-about-licence = 许可
brief-clauses = ；
brief-colon = {"："}
brief-dot = {" · "}
brief-compare-unknown = 要比较的区里有本图不认得的代码，没有用到；请从列表里选。
brief-none = 未收录
brief-row-basis = { $kind ->
    [zone] 归属写明／推断
   *[other] 区属写明／推断
}
brief-short-poc = 概念验证 { $n }
brief-short-pilot = 中试 { $n }
brief-short-related = 关联资源 { $n }
brief-name-poc = 概念验证
brief-name-pilot = 中试
brief-name-related = 关联资源
brief-cite-each = 引文
brief-col-of = 其中全部（个）
brief-col-records = { $what }（个）
brief-col-stated = 区属写明（个）
brief-col-inferred = 区属推断（个）
brief-col-unstated = 区属未说明（个）
brief-col-old = 来源早于两年或无日期（个）
brief-col-why = 理由
brief-col-part = 部分
brief-col-text = 内容
brief-about-map = 地图
brief-basis-said = { $kind ->
    [zone] { $stated } 个由来源写明属于本区域，{ $inferred } 个按位置推断。
   *[other] { $stated } 个由来源写明在本区，{ $inferred } 个按位置推断。
}
brief-basis-city = 所在区：来源写明 { $stated } 个，按位置推断 { $inferred } 个，未说明 { $unplaced } 个。
brief-legend = 收录
# Further pictures of the insight.
picture-records-in = 每格收录数
picture-declared-listed = 已申明，有收录
picture-declared-none = 已申明，未收录
picture-more = 经检验高于全市
picture-fewer = 经检验低于全市
picture-specialities = 各区申明的领域与收录
picture-specialities-said = 格中为收录数；空格：未申明也未收录。绝大多数格样本太少，看不出与全市不同。
picture-number-said = 格中为收录数
picture-zones = 重点区域收录的平台与资源
picture-zones-said = 三个重点区域共收录 { $n } 个（{ $kinds }）。
picture-members = 成员数
picture-per-100km2 = 每百平方千米 { $n } 个
picture-coverage = { $domain }：{ $km } 千米内可达的比例
picture-covered = 全市 { $share } 在可达范围内；按 { $n } 处位置计。
picture-share-of = 可达的比例 · { $what }
picture-not-reached = 未及
picture-siting = { $domain }：再设 { $n } 处，{ $km } 千米可及
picture-siting-said = 新增可及：{ $unit } { $added }。
picture-no-sites = 没有指定新的点。
picture-site = { $letter }（{ $lon }, { $lat }）
picture-density = 核密度：带宽 { $km } 千米
picture-clusters = 聚类：{ $km } 千米内至少 { $n } 个
topic-glance = 一览
glance-feature = 申明的特色 · 其中收录
glance-listed = 收录
glance-basis = 区属写明／推断 · 引用
glance-zones = 重点区域
glance-domains = 申明领域的收录
glance-caption = 十六个区一览：申明的特色、按类收录、区属由来源写明或推断、重点区域
glance-no-source = 读到的来源没有写所在区
glance-no-domain = 领域：来源未说明
glance-outside = 方案领域之外
glance-in-zones = 重点区域内 { $n }
says-what = 这张表说什么
says-not-what = 它不说什么
says-glance = 本图在每个区收录到什么，有多少由来源写明所在区；点区名看一页简报。
says-not-glance = 不是各区实有的数目，也不比较强弱；多数区不足 5 个，“未收录”不等于“没有”。
says-districts = 本图收录的平台与资源落在哪些区，各占多少；区位商说某领域在一个区的占比是全市的几倍。
says-not-districts = 不是各区实有的数目；收录得多也可能因为报道多，样本太少的区不下结论。
says-cells-hexagons = 位置足够具体的平台与资源落在哪些六边形，每格几个。
says-not-cells-hexagons = 空的格子不等于没有平台；仅知所在区和没有位置的不在图上。
says-cells-hotspots = 哪些六边形连同周围收录得比随机情况多，多到不像是巧合。
says-not-cells-hotspots = 没有着色不等于没有平台；收录得多也可能因为报道多。
says-cells-density = 收录的位置在哪里密、哪里疏，按所选带宽平滑之后的样子。
says-not-cells-density = 不是实测的密度：面是对近似位置的平滑，带宽一变样子也变。
says-cells-clusters = 哪些平台与资源彼此靠近，成了一簇，各有几个。
says-not-cells-clusters = 靠近不等于有合作；半径和最少个数一变，簇也变。
says-gaps = 哪些领域、哪些区、哪些阶段没有收录；一个领域的平台在所选距离内够得着多少。
says-not-gaps = 缺的是收录，未必是事实；直线距离不是路程，够得着不等于用得上。
says-siting = 在所选距离内，再设几处能多够着多少，哪一处增加最多。
says-not-siting = 不是选址结论：没有看用地、规划和费用，位置是方格中心而不是地块。
says-compare = 所选的区和重点区域各收录什么，用同一把尺并排看。
says-not-compare = 数目小，一两个之差不说明强弱；请勿据此排名。
# Workbooks of the insight.
sheet-districts = 各区数字
sheet-zones = 重点区域
sheet-specialities = 申明与收录
sheet-gaps = 逐格
sheet-comparison = 比较
sheet-coverage = 可达
sheet-siting = 选址
sheet-hexagons = 六边形
sheet-hotspots = 热点
sheet-clusters = 聚类
sheet-yes = 是
sheet-no = 否
sheet-about = 这是什么
sheet-filters = 筛选
sheet-as-of = 数据截至
sheet-version = 数据版本
sheet-rule = 引用规则
sheet-rule-said = 计数可引用，所在区为推断的连附注一起引；比例、密度、区位商和名次只在检验看得出与全市不同时才可说，否则勿引；“未收录”不等于“没有”。
cells-quoted-said = 格内和聚类的个数按近似位置数，只知所在区的没有算，请勿引用；只有检验看得出的热点可以连同附注说。要引个数，引各区的。
coverage-quoted-said = 可达的比例由本图收录的位置按直线推算，没有收录的不在内：连同假设一起引。
sheet-citation = 引文
sheet-cited = 截至 { $date }，{ $site }：{ $title }（{ $filters }）。数据版本 { $version }，{ $link }
sheet-address = 核对地址
