"""The values that a fact of a platform may have where no vocabulary table lists them."""

from collections.abc import Mapping
from typing import Literal, get_args

Kind = Literal["poc", "pilot", "related"]
KINDS: tuple[Kind, ...] = get_args(Kind)
YesNo = Literal["yes", "no"]
Basis = Literal["source", "inferred"]
Precision = Literal["address", "campus", "park", "street", "district"]
Lifecycle = Literal["planned", "under_construction", "unveiled", "operating", "tapering", "closed", "unknown"]
Confidence = Literal["high", "medium", "low"]
OperatorType = Literal["园区", "联合", "高校", "科研院所", "医疗卫生机构", "科技企业", "科技服务机构"]
OPERATOR_TYPES: Mapping[str, str] = {
    "联合": "said-joint",
    "园区": "said-park",
    "高校": "said-university",
    "科技服务机构": "said-technology-services",
    "医疗卫生机构": "said-medical-institution",
    "科研院所": "said-research-institute",
    "科技企业": "said-technology-firm",
}
"""The message that says each kind of operator, whose codes are the words of the plan."""
SourceKind = Literal["official", "media", "journal", "mirror", "digest", "unknown"]

DEFAULT_KINDS: tuple[Kind, ...] = ("poc",)
"""The kinds that a map shows when its address names none: those of `data/kinds.yaml` with `default_visible`."""

VALUE_NAMES: Mapping[str, tuple[str, ...]] = {
    "lifecycle": ("lifecycle-",),
    "fund": ("fund-",),
    "voucher": ("voucher-",),
    "precision": ("precision-", "precision-short-"),
    "source_kind": ("source-kind-",),
    "confidence": ("confidence-",),
    "district_basis": ("import-basis-",),
    "zone_basis": ("import-basis-",),
}
"""By column, how the keys of the messages begin that name its values."""
