# Pictures that the server draws: of shared links and of the insight
picture-operator = Operator
picture-chosen = { $n } chosen platforms
picture-several-kinds = { $n } platforms and resources
picture-source = Source: { $site }
picture-not-said = Compiled from public sources, not an official list; not listed does not mean none. More listed may mean more reported. Positions are approximate.
picture-by-district = { $what }, by district
picture-records = Records in a cell
picture-hexagons = Platforms and resources in hexagons of { $km } km
picture-hot-spots = Hot spots: hexagons of { $km } km with more records than chance
picture-comparison = { $names }: what is listed
picture-comparison-said = One scale: a longer bar is more records. A record can name several fields and stages, so that rows can add up to more than the total; what no source states has a row of its own.
picture-download = Pictures:
picture-slide = slide { $form }
picture-print = print { $form }
