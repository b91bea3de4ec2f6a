"""Names of BPMN 2.0: namespaces, tags, the order of children, ids, numbers."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from uuid import UUID

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
BPMNDI = "http://www.omg.org/spec/BPMN/20100524/DI"
DC = "http://www.omg.org/spec/DD/20100524/DC"
DI = "http://www.omg.org/spec/DD/20100524/DI"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
BIOC = "http://bpmn.io/schema/bpmn/biocolor/1.0"
COLOR = "http://www.omg.org/spec/BPMN/non-normative/color/1.0"
BIZAGI = "http://www.bizagi.com/bpmn20"
PROBIS = "urn:probis-editor:bpmn:1"
"""Our own marks: what a BPMN element of ours means beyond the standard, each ignorable by others."""

PREFIXES = {
    "bpmn": MODEL,
    "bpmndi": BPMNDI,
    "dc": DC,
    "di": DI,
    "xsi": XSI,
    "bioc": BIOC,
    "color": COLOR,
    "bizagi": BIZAGI,
    "probis": PROBIS,
}

SUBPROCESS_TAGS = ("subProcess", "transaction", "adHocSubProcess")
FLOW_TAGS = ("sequenceFlow", "messageFlow", "association", "dataInputAssociation", "dataOutputAssociation")
ARTIFACT_TAGS = ("association", "group", "textAnnotation", "artifact")
FLOW_NODE_TAGS = (
    *("task", "userTask", "serviceTask", "scriptTask", "sendTask", "receiveTask", "manualTask"),
    *("businessRuleTask", "callActivity", *SUBPROCESS_TAGS),
    *("startEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent", "endEvent", "event"),
    *("implicitThrowEvent", "exclusiveGateway", "inclusiveGateway", "parallelGateway", "complexGateway"),
    *("eventBasedGateway", "choreographyTask", "subChoreography", "callChoreography"),
)

_ROLES = ("resourceRole", "performer", "humanPerformer", "potentialOwner")
_EVENT_DEFINITIONS = (
    *("messageEventDefinition", "timerEventDefinition", "conditionalEventDefinition"),
    *("signalEventDefinition", "errorEventDefinition", "escalationEventDefinition", "cancelEventDefinition"),
    *("compensateEventDefinition", "linkEventDefinition", "terminateEventDefinition", "eventDefinition"),
)
EVENT_DEFINITIONS = _EVENT_DEFINITIONS
LOOPS = ("standardLoopCharacteristics", "multiInstanceLoopCharacteristics", "loopCharacteristics")

_FLOW_ELEMENT = "*flowElement"
_ORDER: tuple[tuple[str, ...], ...] = (
    ("documentation",),
    ("extensionElements",),
    ("supportedInterfaceRef",),
    ("auditing",),
    ("monitoring",),
    ("categoryValueRef",),
    ("incoming",),
    ("outgoing",),
    ("ioSpecification",),
    ("ioBinding",),
    ("property",),
    ("dataInput",),
    ("dataInputAssociation",),
    ("dataOutput",),
    ("dataOutputAssociation",),
    ("inputSet",),
    ("outputSet",),
    _ROLES,
    (*_EVENT_DEFINITIONS, "eventDefinitionRef"),
    LOOPS,
    ("laneSet",),
    (_FLOW_ELEMENT,),
    ARTIFACT_TAGS,
    ("script", "rendering", "completionCondition", "activationCondition", "conditionExpression", "text"),
)
_RANK = {tag: rank for rank, tags in enumerate(_ORDER) for tag in tags}
_PROCESS_RANK = _RANK | {"ioSpecification": 2.1, "ioBinding": 2.2}
_PROCESS_RANK |= dict.fromkeys(_ROLES, 50) | {"correlationSubscription": 51, "supports": 52}
_COLLABORATION = (
    ("documentation",),
    ("extensionElements",),
    ("participant",),
    ("messageFlow",),
    ARTIFACT_TAGS,
    ("conversation", "subConversation", "callConversation", "conversationNode"),
    ("conversationAssociation",),
    ("participantAssociation",),
    ("messageFlowAssociation",),
    ("correlationKey",),
    ("choreographyRef",),
    ("conversationLink",),
)
_COLLABORATION_RANK = {tag: rank for rank, tags in enumerate(_COLLABORATION) for tag in tags}
_PARTICIPANT = (
    "documentation",
    "extensionElements",
    "interfaceRef",
    "endPointRef",
    "participantMultiplicity",
)
_LANE = ("documentation", "extensionElements", "partitionElement", "flowNodeRef", "childLaneSet", "lane")
_IO = ("documentation", "extensionElements", "dataInput", "dataOutput", "inputSet", "outputSet")
_ASSOCIATION = (
    "documentation",
    "extensionElements",
    "sourceRef",
    "targetRef",
    "transformation",
    "assignment",
)
_TABLES: dict[str, dict[str, float]] = {
    "process": dict(_PROCESS_RANK),
    "collaboration": dict(_COLLABORATION_RANK),
    "participant": {tag: rank for rank, tag in enumerate(_PARTICIPANT)},
    "lane": {tag: rank for rank, tag in enumerate(_LANE)},
    "laneSet": {tag: rank for rank, tag in enumerate(_LANE)},
    "ioSpecification": {tag: rank for rank, tag in enumerate(_IO)},
    "dataInputAssociation": {tag: rank for rank, tag in enumerate(_ASSOCIATION)},
    "dataOutputAssociation": {tag: rank for rank, tag in enumerate(_ASSOCIATION)},
}
_DEFAULT = {tag: float(rank) for tag, rank in _RANK.items()}
_SCOPES = ("process", *SUBPROCESS_TAGS)


@lru_cache(maxsize=4096)
def rank(parent: str, child: str) -> float:
    """Where a child with that local name stands among its siblings, as the schema orders them."""
    table = _TABLES.get(parent, _DEFAULT)
    found = table.get(child)
    if found is not None:
        return found
    return float(_RANK[_FLOW_ELEMENT]) if parent in _SCOPES else 99.0


def m(tag: str) -> str:
    """The qualified name of an element of the standard."""
    return f"{{{MODEL}}}{tag}"


class _Qualified(dict[str, str]):
    def __missing__(self, tag: str) -> str:
        found = self[tag] = m(tag)
        return found


qualified = _Qualified().__getitem__
"""As `m`, for the few names that are asked for a thousand times."""


def p(name: str) -> str:
    """The qualified name of a mark of ours."""
    return f"{{{PROBIS}}}{name}"


_VARIANT = {digit: "89ab"[int(digit, 16) & 3] for digit in "0123456789abcdef"}
_GUID = re.compile(
    r"(?:(?:Id|sid|Diagram|Process|Activity|Event|Gateway|Flow)?[_-]{1,2})?"
    r"([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})"
)
_SPACE = UUID("5f0f6f2e-52a5-5d0c-9f0e-0d6c4f1c7a11")
# Letters that every edition of XML allows in a name; others are replaced, since checkers differ about them.
_LETTERS = (
    r"A-Za-z_\xc0-\xd6\xd8-\xf6\xf8-\u0131\u0134-\u013e\u0141-\u0148\u014a-\u017e\u0391-\u03a1\u03a3-\u03ce"
    r"\u0401-\u040c\u040e-\u044f\u0451-\u045c\u045e-\u0481\u05d0-\u05ea\u0621-\u063a\u0641-\u064a\u4e00-\u9fa5"
    r"\uac00-\ud7a3"
)
_NCNAME = re.compile(f"[{_LETTERS}][{_LETTERS}0-9.\\-]*")
_NO_NAME = re.compile(f"[^{_LETTERS}0-9.\\-]")


class Ids:
    """GUIDs for the ids of one file: the one the id holds, else one made from the file's content and the id.

    Equal bytes give equal GUIDs; two ids of a file never share one.
    """

    def __init__(self, data: bytes) -> None:
        seed = hashlib.sha256(data).hexdigest()
        self._begun = hashlib.sha1(_SPACE.bytes + f"{seed}:".encode(), usedforsecurity=False)
        self._known: dict[str, str] = {}
        self._taken: dict[str, str] = {}

    def guid(self, raw: str) -> str:
        found = self._known.get(raw)
        if found is None:
            match = _GUID.fullmatch(raw)
            found = match.group(1).lower() if match else self.made(raw)
            if found in self._taken:
                found = self.made("=" + raw)
            self._known[raw] = found
            self._taken[found] = raw
        return found

    def made(self, raw: str) -> str:
        """A GUID from content and text alone, for things that have no id."""
        digest = self._begun.copy()
        digest.update(raw.encode())
        text = digest.hexdigest()
        # RFC 9562, 5.5: what uuid5 makes, in a tenth of its time
        return f"{text[:8]}-{text[8:12]}-5{text[13:16]}-{_VARIANT[text[16]]}{text[17:20]}-{text[20:32]}"


@lru_cache(maxsize=8192)
def is_ncname(text: str) -> bool:
    """Whether the text may be an id in XML."""
    return bool(_NCNAME.fullmatch(text))


def as_ncname(text: str) -> str:
    """The text as an id: itself, or with what XML does not allow replaced."""
    if is_ncname(text):
        return text
    return "Id_" + _NO_NAME.sub("_", text)


LIMIT = 1e7
"""The largest number that is one of a drawing."""


def real(text: str | None, default: float = 0.0) -> float:
    """A number of the file; `default` where it is none, infinite or beyond any drawing."""
    if not text:
        return default
    try:
        value = float(text)
    except ValueError:
        return default
    return value if -LIMIT <= value <= LIMIT else default


@lru_cache(maxsize=8192)
def number(value: float) -> str:
    """A length in as few characters as three decimals need."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """The text without the characters that XML cannot hold."""
    return text if text.isprintable() else _FORBIDDEN.sub("", text)


def is_true(text: str | None) -> bool:
    """Whether an xsd:boolean says yes."""
    return (text or "").strip() in ("true", "1")
