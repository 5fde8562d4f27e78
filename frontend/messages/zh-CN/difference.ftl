# 一条记录在两天之间逐项比较。
history-live-only = 修订和两天之间的比较只在在线的网站上。
diff-way = 全部修订，两天之间比较
diff-title = { $name }：改了什么
diff-lede = 日期指那一天结束时（北京时间）本站的样子；不写前一天，就与最初收录的一版比较。中间改过又改回来的不算不同。
diff-from = 这一天结束时
diff-to = 与这一天结束时
diff-compare = 比较
diff-heading = 有什么不同
diff-table = 不同的各项
diff-at-end = { $day } 结束时
diff-at-first = 最初收录的一版，{ $day }
diff-why = 何时、谁、为什么、依据
diff-n = { $to } 结束时与此前（{ $before }）相比，有 { $n } 项不同。
diff-none = { $to } 结束时与此前（{ $before }）相比，没有不同。
diff-set-back = { $to } 结束时与此前（{ $before }）相比，没有不同：中间改过的已改回。
diff-listed = 此前（{ $before }）这里还没有收录。{ $day } 收录，这不说明平台何时开始。
diff-left = { $day } 撤下。为什么：{ $reason }
diff-neither = 此前（{ $before }）和 { $to } 结束时这里都没有收录，没有可比的。请选晚一些的日期。
diff-known-since = { $day } 之前没有修订记录，所以与最初收录的一版比较。
diff-whole = { $day } 结束时的整条记录
diff-between = 两天之间的修订
diff-no-change = 没有。
diff-more = 更早的 { $n } 次，取数据
facet-diff-from = 前一天
allowed-diff-from = { $first ->
    [none] 请输入 { $last } 及以前的日期，写作 2026-06-30。
   *[other] 请输入 { $first } 至 { $last } 的日期，写作 2026-06-30。
}
facet-diff-to = 后一天
allowed-diff-to = { $first ->
    [none] 请输入 { $last } 及以前的日期，写作 2026-06-30。
   *[other] 请输入从前一天 { $first } 至 { $last } 的日期，写作 2026-06-30。
}
facet-as_of = 哪一天的状态
allowed-as_of = 现显示最新的状态。请输入日期，例如 2026-06-30。
