// Written by `python -m app.generate`: change what it is made from, then run it again.
/** The parameters that filter, in the order in which an address has them (`app/platforms/filter.py`). */
export const FILTERS = ["q", "domain", "stage", "service", "kind", "status", "district", "zone", "voucher", "fund", "near", "radius", "bbox", "ids", "sort"] as const;

/**
 * In the order in which chosen values are named (`app/platforms/facets.py`).
 *
 * `property` of a platform's feature holds the code of its value, or the list of codes; `nothing` is the
 * value of a platform that has none; `bar` is the word of the bar that opens the facet.
 */
export const FACETS = [{"name": "kind", "property": "kind", "nothing": null, "bar": null}, {"name": "zone", "property": "zone", "nothing": "none", "bar": "zone"}, {"name": "district", "property": "district_code", "nothing": "not-stated", "bar": "district"}, {"name": "domain", "property": "domains", "nothing": "other", "bar": "domain"}, {"name": "stage", "property": "stages", "nothing": "not-stated", "bar": "stage"}, {"name": "service", "property": "services", "nothing": "not-stated", "bar": null}, {"name": "status", "property": "lifecycle", "nothing": null, "bar": null}, {"name": "voucher", "property": "voucher", "nothing": "not-stated", "bar": "voucher"}, {"name": "fund", "property": "fund", "nothing": "not-stated", "bar": "voucher"}] as const;

/** What a map shows where no kind is named (`app/platforms/values.py`). */
export const DEFAULT_KINDS = ["poc"] as const;

/** How a page may be shown, where that is one of a few words (`app/pages/address/page_states.py`). */
export const VIEW_CHOICES = {"overlay": ["features", "zones", "none"], "group": ["district", "zone", "none"], "orientation": ["none"], "panel": ["filters"], "view": ["map", "list"], "theme": ["light", "dark"], "size": ["large"], "ask": ["1"], "differ": ["1"]} as const;

/** The orders of the list (`app/query/parameters.py`). */
export const SORTS = ["default", "name", "distance", "date"] as const;

/** So long may a search be, in code points (`app/query/parameters.py`). */
export const MOST_SIGNS = 200 as const;

/** So many values may a parameter have (`app/query/lists.py`). */
export const MOST_VALUES = 500 as const;
