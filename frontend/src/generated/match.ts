// Written by `python -m app.generate`: change what it is made from, then run it again.
/** The criteria in the order of a card, with their weights (`app/match/weights.py`). */
export const WEIGHTS = {"domain": 30, "stage": 20, "service": 20, "reach": 15, "voucher": 10, "fund": 10, "manager": 10, "instruments": 10, "clinical": 10, "pilot": 5} as const;

/** What part of its weight a verdict gives (`app/match/weights.py`). */
export const PERCENT = {"met": 100, "not-stated": 40, "not-met": 0} as const;

/** The service that meets a want where a source names it (`app/match/weights.py`). */
export const SERVICE_OF = {"manager": "project-manager", "instruments": "shared-instruments", "clinical": "clinical-access", "pilot": "pilot-maturing"} as const;

/** What each answer to a question asks for (`app/match/answers.py`). */
export const ANSWERS = {"have": {"idea": {"stage": ["initial"], "service": [], "want": []}, "data": {"stage": ["lab"], "service": [], "want": []}, "prototype": {"stage": ["market"], "service": [], "want": ["pilot"]}, "product": {"stage": ["market"], "service": [], "want": ["pilot"]}}, "show": {"works": {"stage": [], "service": ["feasibility", "performance-test"], "want": []}, "makes": {"stage": [], "service": ["prototype", "small-batch"], "want": []}, "buys": {"stage": [], "service": ["market-check", "scenario-test"], "want": []}, "sells": {"stage": [], "service": ["regulatory-check", "certification"], "want": []}}, "need": {"people": {"stage": [], "service": [], "want": ["manager"]}, "instruments": {"stage": [], "service": [], "want": ["instruments"]}, "money": {"stage": [], "service": [], "want": ["voucher", "fund"]}, "clinical": {"stage": [], "service": [], "want": ["clinical"]}}} as const;

/** What is ranked where no kind is named (`app/match/parameters.py`). */
export const MATCH_KINDS = ["poc", "related"] as const;

/** So many are shown where an address does not say it (`app/match/parameters.py`). */
export const TOP = 10 as const;

/** So many may be shown (`app/match/parameters.py`). */
export const MOST_TOP = 100 as const;

/** So many cards stand open (`app/pages/match/cards.py`). */
export const OPEN_CARDS = 3 as const;

/** The mean radius of the earth in metres (`geo/positions.py`). */
export const SPHERE_M = 6371008.8 as const;

/** Length of a way by road ÷ straight line (`geo/travel.py`). */
export const DETOUR = 1.4 as const;

/** The slower of the assumed speeds (`geo/travel.py`). */
export const SLOW_KMH = 22.0 as const;

/** The faster of the assumed speeds (`geo/travel.py`). */
export const FAST_KMH = 28.0 as const;

/** A band is rounded outwards to so many minutes (`geo/travel.py`). */
export const STEP_MIN = 5 as const;

/** What is surely nearer is within reach (`geo/travel.py`). */
export const WITHIN_MIN = 60.0 as const;

/** The least room around what the map must show (`app/pages/match/on_map.py`). */
export const ROOM_DEG = 0.02 as const;

/** Room as a part of the whole (`app/pages/match/on_map.py`). */
export const ROOM_SHARE = 0.16 as const;

/** The length of a bar for each point (`app/pages/match/cards.py`). */
export const PX_A_POINT = 1.6 as const;
