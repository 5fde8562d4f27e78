# 服务器绘制的图片：分享图与区域洞察的图
picture-operator = 承办单位
picture-chosen = 所选的 { $n } 个平台
picture-several-kinds = 平台与资源 { $n } 个
picture-source = 来源：{ $site }
picture-not-said = 公开来源汇编，非官方名录；未收录不等于没有。收录得多也可能因为报道多。位置为近似。
picture-by-district = 各区{ $what }
picture-records = 每格记录数
picture-hexagons = 按 { $km } 千米六边形统计的平台与资源
picture-hot-spots = 热点：记录多于随机情况的 { $km } 千米六边形
picture-comparison = { $names }：收录的构成
picture-comparison-said = 同一把尺：条越长，收录越多。一条记录可以有几个领域和阶段，因此各行之和可以大于总数；来源未写明的单列一行。
picture-download = 下载图片：
picture-slide = 幻灯片 { $form }
picture-print = 打印 { $form }
