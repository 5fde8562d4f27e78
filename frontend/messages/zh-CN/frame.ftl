# What a frame says of itself.
frame-broken-title = 暂时无法显示
frame-broken-said = 此处出现错误，已作记录。完整地图可能仍可打开。
records-on-map = 另有 { $n } 个，打开完整列表
frame-away-said = 请 { $seconds } 秒后重试。
frame-not-listed = 截至 { $date }，未收录。
