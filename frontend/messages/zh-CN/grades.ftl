# 可信程度
grade-rule = 可信程度分高、中、低，由整理者按来源判断。来源有可以打开的地址，才可能评为高；只有标题和日期、没有地址的，最高只到中。
grade-with-address = 来源有可以打开的地址
grade-without-address = 来源没有可以打开的地址，最高只到中
