# What a frame says of itself.
frame-broken-title = 暂时无法显示
frame-broken-said = 此处出现错误，已作记录。完整地图可能仍可打开。
records-on-map = 另有 { $n } 个，打开完整列表
frame-away-said = 请 { $seconds } 秒后重试。
frame-not-listed = 截至 { $date }，未收录。
frame-none-poc = 截至 { $date }，未收录概念验证平台；其他类别有 { $n } 个。
frame-none-of-kinds = 截至 { $date }，所选类别均未收录；其他类别有 { $n } 个。
frame-show-others = 显示这 { $n } 个
frame-no-frame = “{ $name }”不能放进框里。
frame-no-frame-said = 它需要的操作和版面，框里放不下。可以嵌入的是地图、一个区、一个重点区域、一个平台、各区数字和一个数字。
frame-no-frame-open = 在地图网站打开“{ $name }”
frame-low = 框太矮，放不下地图：至少需要 { $n } 像素高。
