# 服务器绘制的图片：分享图与区域洞察的图
picture-operator = 承办单位
picture-chosen = 所选的 { $n } 个平台
picture-several-kinds = 平台与资源 { $n } 个
shared-list = { $conditions }：{ $n } 个
