"""The values that a fact of a platform may have where no vocabulary table lists them."""

from typing import Literal, get_args

Kind = Literal["poc", "pilot", "related"]
KINDS: tuple[Kind, ...] = get_args(Kind)
YesNo = Literal["yes", "no"]
Basis = Literal["source", "inferred"]
Precision = Literal["address", "campus", "park", "street", "district"]
Lifecycle = Literal["planned", "under_construction", "unveiled", "operating", "tapering", "closed", "unknown"]
Confidence = Literal["high", "medium", "low"]
OperatorType = Literal["园区", "联合", "高校", "科研院所", "医疗卫生机构", "科技企业", "科技服务机构"]
SourceKind = Literal["official", "media", "journal", "mirror", "digest", "unknown"]

DEFAULT_KINDS: tuple[Kind, ...] = ("poc",)
"""The kinds that a map shows when its address names none: those of `data/kinds.yaml` with `default_visible`."""
