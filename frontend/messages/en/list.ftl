search = Search
near = Near
within-km = within { $km } km
n-kind-poc = { $n ->
    [one] { $n } proof-of-concept platform
   *[other] { $n } proof-of-concept platforms
}
n-kind-pilot = { $n ->
    [one] { $n } pilot platform
   *[other] { $n } pilot platforms
}
n-kind-related = { $n ->
    [one] { $n } related resource
   *[other] { $n } related resources
}
facet-bbox = Map area
facet-ids = Chosen platforms
about-km = about { $km } km
within-about-km = within about { $km } km
chosen-box = the area chosen
n-chosen = { $n } chosen
remove-condition = Remove { $name }: { $value }
clear-all = Clear all
count-poc = { $n ->
    [one] { $n } proof-of-concept platform
   *[other] { $n } proof-of-concept platforms
}
count-all = { $n ->
    [one] { $n } platform or resource
   *[other] { $n } platforms and resources
}
count-unlocated = { $n } without a stated place
show-hidden = Include { $names }
none-listed-poc = No proof-of-concept platform listed as of { $date }
none-listed-poc-for = No proof-of-concept platform listed for “{ $wanted }” as of { $date }
none-listed = No platform or resource listed as of { $date }
none-listed-for = No platform or resource listed for “{ $wanted }” as of { $date }
none-listed-said = This is what we compiled; the city may have more.
bucket = No stated place ({ $n })
bad-value = “{ $name }” cannot be “{ $value }”; this condition was not used.
