# Pictures that the server draws: of shared links and of the insight
picture-operator = Operator
picture-chosen = { $n } chosen platforms
picture-several-kinds = { $n } platforms and resources
shared-list = { $conditions }: { $n } listed
