# 没有服务器时的匹配
local-not-stated = 未说明
local-none-listed = 截至 { $date }，未收录
local-not-used = 没有用上：{ $values }。其余条件都还在。
local-money-none = 截至 { $date }，没有收录{ $name }自己的资金措施。
local-uncorrected = 输错的字只在网站上更正，这份快照里不更正。
local-match-elsewhere = “找平台”在网站和文件夹快照里。
local-money-no-place = 没有给出区，只列市级措施。
