changes-title = { $day } 以来的变化
changes-none-title = 数字的变化
changes-lede = 收录多了，不等于事情多了：数字变了，可能是新收录、状态改变，也可能是更正。
changes-none = 还没有留下按日的数字：从下一次导入起开始记。
changes-nothing = { $day } 以来没有记录到变化。状态按来源日期写，不少来源已早于两年，所以“没有变化”只说明收录没有变。
changes-figures = 数字
changes-caption = 收录的个数，此前与现在；类型全列，状态与区只列有变化的
changes-figure = 数字
changes-before = 此前
changes-now = 现在
changes-difference = 相差
changes-said = 这里只有个数，说不出是哪一种变化；哪一条改了什么，见各平台页。
changes-kept = 每个区的个数只在有变化时记一次，一天至多一次。
changes-began = 自 { $day } 起记录，更早的没有。
changes-since = 自哪天起
changes-line = 逐日的个数
changes-line-later = 从第二个有变化的日子起画线。
changes-targets = 与目标并列
changes-target-city-targets-2027 = 口径不同，不能相比：目标含开放式创新中心和技术转移机构，本图收录的概念验证是 { $n } 个，含规划与揭牌。
changes-target-other = 口径未核对，不能相比。本图收录的概念验证是 { $n } 个，含规划与揭牌。
changes-target-source = 出处：
changes-target-list = 支持政策清单
changes-way = 数字的变化
changes-of-district = 数字的变化：自 { $day } 起
changes-district-none = 自 { $day } 起记录，没有变化。
changes-district-some = { $kind } { $before } → { $now }
history-column-day = 日期
history-column-code = 区划代码
history-column-district = 区
history-column-figure = 数字
history-column-value = 个数
facet-since = 自哪天起
allowed-since = { $first ->
    [none] 请输入 { $last } 及以前的日期，写法与此相同。
   *[other] 请输入 { $first } 至 { $last } 的日期，写法与此相同；更早的没有记录。
}
changes-city = 全市
changes-show = 显示
