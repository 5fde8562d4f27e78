"""The grammar of CQL2 text, by precedence: NOT binds more tightly than AND, and AND more than OR.

The standard's own grammar (OGC 21-065r2, annex B) is not LALR(1): a bracket may open a condition or a number there.
Arithmetic is not taken here, so a bracket opens a condition, or a list inside of a function. Words such as AND are
names to the lexer and become words of their own afterwards (`WORDS`), so that `android` stays a name.
"""

SPACE = r"[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"
NAME_START = (
    r":_A-Za-z\xc0-\xd6\xd8-\xf6\xf8-\u02ff\u0370-\u037d\u037f-\u1ffe\u200c\u200d\u2070-\u218f\u2c00-\u2fef"
    r"\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
NAME_PART = NAME_START + r".0-9\u0300-\u036f\u203f\u2040"
IDENTIFIER = f"[{NAME_START}][{NAME_PART}]*"
SHAPES = "POINT|LINESTRING|POLYGON|MULTIPOINT|MULTILINESTRING|MULTIPOLYGON|GEOMETRYCOLLECTION"
BEFORE_BRACKET = rf"(?={SPACE}*\()"
WORDS = ("AND", "OR", "NOT", "LIKE", "ILIKE", "BETWEEN", "IN", "IS", "NULL", "TRUE", "FALSE")

GRAMMAR = rf"""
start: disjunction
disjunction: conjunction (OR conjunction)*
conjunction: factor (AND factor)*
factor: NOT primary -> negation
      | primary -> affirmation
primary: predicate | call | truth | "(" disjunction ")"

predicate: scalar COMPARISON scalar -> comparison
         | scalar NOT? LIKE scalar -> like
         | scalar NOT? ILIKE scalar -> ilike
         | scalar NOT? BETWEEN scalar AND scalar -> between
         | scalar NOT? IN "(" scalar ("," scalar)* ")" -> inside
         | scalar IS NOT? NULL -> is_null

scalar: call | truth | name | text | number | instant
truth: TRUE | FALSE
name: NAME | QUOTED
text: STRING
number: NUMBER
instant: INSTANT "(" STRING ")"
interval: INTERVAL "(" bound "," bound ")"
bound: text | name
call: NAME "(" (argument ("," argument)*)? ")"
argument: scalar | interval | box | geometry | array
array: "(" (argument ("," argument)*)? ")"
box: BBOX "(" number ("," number)* ")"
geometry: SHAPE "(" place ("," place)* ")"
place: position | places | geometry
places: "(" place ("," place)* ")"
position: number number number?

SHAPE.2: /({SHAPES})({SPACE}*Z)?{BEFORE_BRACKET}/i
INSTANT.2: /(DATE|TIMESTAMP){BEFORE_BRACKET}/i
INTERVAL.2: /INTERVAL{BEFORE_BRACKET}/i
BBOX.2: /BBOX{BEFORE_BRACKET}/i
COMPARISON: /<>|<=|>=|=|<|>/
NUMBER: /[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)(E[+-]?[0-9]+)?/i
STRING: /'(?:[^'\\]|''|\\.)*'/s
QUOTED: /"{IDENTIFIER}"/
NAME: /{IDENTIFIER}/
BLANK: /{SPACE}+/
%ignore BLANK
%declare {" ".join(WORDS)}
"""
