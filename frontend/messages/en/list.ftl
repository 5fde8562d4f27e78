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
remove-condition = Remove { $name } { $value }
clear-all = Clear all
count-all = { $n ->
    [one] { $n } platform or resource
   *[other] { $n } platforms and resources
}
count-unlocated = { $n } without a stated place
show-hidden = Also show { $names }
none-listed-poc = No proof-of-concept platform listed as of { $date }
none-listed-poc-for = No proof-of-concept platform listed for “{ $wanted }” as of { $date }
none-listed = No platform or resource listed as of { $date }
none-listed-for = No platform or resource listed for “{ $wanted }” as of { $date }
none-listed-said = This is what we compiled; the city may have more.
bucket = No stated place ({ $n })
bad-value = “{ $name }” cannot be “{ $value }”; this condition was not used.
facet-kind = Kind
facet-domain = Field
facet-stage = Stage of verification
facet-zone = Key zone
facet-district = District
facet-service = Service
facet-status = Life cycle
facet-voucher = Innovation voucher
facet-fund = Own fund
facet-q = Search
facet-near = Near
facet-radius = Radius
facet-sort = Order
allowed-q = At most { $most } characters.
allowed-domain = Choose a field in the filters.
allowed-stage = Choose a stage in the filters.
allowed-service = Choose a service in the filters.
allowed-kind = Use the switch of kinds below the search field.
allowed-status = Choose a state in the filters.
allowed-district = Choose a district in the filters, or enter its code of six digits, such as 310115.
allowed-zone = Choose a key zone in the filters.
allowed-voucher = One of yes, no, not stated.
allowed-fund = One of yes, no, not stated.
allowed-near = Enter longitude,latitude, such as 121.47,31.23.
allowed-radius = Enter metres from { $low } to { $high }.
allowed-bbox = Enter west,south,east,north in degrees.
allowed-ids = Enter identifiers such as sh-poc-001.
allowed-sort = Use the order above the list.
shared-list = { $conditions }: { $n } listed
named-value = { $name }: { $value }
drop-condition = Remove “{ $name }: { $value }”
district-declares = { $district } declares { $domain } as a speciality
facet-feature = One district, one feature
no-kind = No kind of record is chosen
show-results = { $n ->
    [one] Show 1 result
   *[other] Show { $n } results
 }
sort-default = Default order
sort-rank = Best match first
