"""Small Bizagi files written by hand, so that the tests need no corpus and no writer of the program."""

from __future__ import annotations

import io
import zipfile

MAP = "429894cf-4868-477b-aa26-cf79192e190f"
MAIN, MAIN_PROCESS = "a50987f6-fb19-4ab4-a624-d31ad2926881", "b28dc0b5-ab54-4aa2-b384-51a6abf55f24"
POOL, PROCESS = "521d45bc-b3fd-4d68-a6fc-a00a93053b5b", "ec89971e-0708-4652-88a0-b873e69840f3"
LANE1, LANE2 = "3f61ca13-dc5c-4257-bfa6-9c082676e359", "716bcde8-7368-45c1-b047-c0e47e94b99b"
START, TASK = "9ad234a5-8020-413f-ad1a-edf0074a43d3", "32a6045b-5005-4255-b966-8ef24909f917"
GATE, SUB = "9f1c84b0-0e7b-4a25-8a39-c0f2f7d6f0aa", "a1b15e8a-8f67-43e2-b0ef-5a2960bbbfb7"
INNER, BOUNDARY = "7a7c2d2b-5a0f-4a8e-9b8e-0d2a6f3a4c11", "1c9a2f44-31f0-4f0c-8a5f-6f3b0c7a2e12"
END, CALL = "5b0d9b6e-0f1a-4b92-86a0-8a4a3d1b7c13", "6d2f8a10-7b3c-4d55-9e6f-1a2b3c4d5e14"
STORE, STORE_REF = "4ba87339-b89f-42d4-9e70-9867fdaff8b6", "3a843c27-1fc4-4cb1-94ac-66ce2951b9c9"
PAPER, NOTE = "09bd592c-d82c-4a3d-82e6-06d59ed57763", "db7416d8-b59e-4d56-aba6-d9f4e4a61aff"
GROUP, PHASE = "a3ece394-5e04-41a1-95d2-fde8690daa67", "ac23fb57-9228-41e8-9ab7-050acef3e4b5"
FLOW1, FLOW2 = "2e4ab9c8-fe10-4ce8-b995-1a265484189f", "3e4ab9c8-fe10-4ce8-b995-1a265484189f"
LOOSE, BARE = "4e4ab9c8-fe10-4ce8-b995-1a265484189f", "5e4ab9c8-fe10-4ce8-b995-1a265484189f"
LINK, LINK_DATA = "05e0c310-ed91-4138-be03-34b2f7220a88", "eaaf7a21-a3ad-4fff-9eb6-617d114c16fa"
INPUT, MESSAGE = "07e77b78-4c09-4503-b2d7-56d4517fc6ec", "243109e3-5083-4462-91ef-1f918ca620f2"

XSI = 'xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
FORMATTING = (
    "<Formatting><Alignment>Center</Alignment><FontName>Segoe UI</FontName><SizeFont>8</SizeFont><Bold>false</Bold>"
    "<Italic>false</Italic><Strikeout>false</Strikeout><Underline>false</Underline><ColorFont>-16777216</ColorFont>"
    "</Formatting>"
)
TEXT = '<TextDirection xsi:nil="true" /><TextBackgroundColor>16777215</TextBackgroundColor>'


def shape(x: float, y: float, w: float, h: float, colors: tuple[int, int], extra: str = "") -> str:
    border, fill = colors
    return (
        f'<NodeGraphicsInfos><NodeGraphicsInfo ToolId="BizAgi_Process_Modeler" Height="{h}" Width="{w}" '
        f'BorderColor="{border}" FillColor="{fill}" BorderVisible="false"{extra}>'
        f'<Coordinates XCoordinate="{x}" YCoordinate="{y}" />{FORMATTING}{TEXT}</NodeGraphicsInfo></NodeGraphicsInfos>'
    )


def line(*points: tuple[float, float], extra: str = "") -> str:
    places = "".join(f'<Coordinates XCoordinate="{x}" YCoordinate="{y}" />' for x, y in points)
    return (
        '<ConnectorGraphicsInfos><ConnectorGraphicsInfo ToolId="BizAgi_Process_Modeler" '
        f'BorderColor="-16777216"{extra}>'
        f"{FORMATTING}{TEXT}{places}</ConnectorGraphicsInfo></ConnectorGraphicsInfos>"
    )


TASK_COLORS, START_COLORS, END_COLORS = (-16553830, -1249281), (-10311914, -1638505), (-6750208, -1135958)
MIDDLE_COLORS, GATE_COLORS, DATA_COLORS = (-6909623, -66833), (-5855715, -52), (-10066330, -986896)
LANE_COLORS, NOTE_COLORS, POOL_COLORS = (-11513776, -1), (-2763307, -2763307), (-16777216, -1)


def activity(element: str, name: str, body: str, graphics: str, looped: bool = True, more: str = "") -> str:
    loop = '<Loop LoopType="None" />' if looped else ""
    performers = "<Performers />" if looped else ""
    return (
        f'<Activity Id="{element}" Name="{name}"><Description />{body}{performers}<Documentation />{more}{loop}'
        f"{graphics}<ExtendedAttributes /></Activity>"
    )


def transition(element: str, ends: str, graphics: str, condition: str = "<Condition />") -> str:
    return f'<Transition Id="{element}"{ends}>{condition}<Description />{graphics}<ExtendedAttributes /></Transition>'


def part(tag: str, element: str, name: str, pool: str, graphics: str) -> str:
    return (
        f'<{tag} Id="{element}" Name="{name}" ParentPool="{pool}">{graphics}<Documentation /><ExtendedAttributes />'
        f"</{tag}>"
    )


def process(
    element: str, name: str, content: str = "", sets: str = "<ActivitySets />", data: str = ""
) -> str:
    data = data or "<DataInputOutputs />"
    return (
        f'<WorkflowProcess Id="{element}" Name="{name}"><ProcessHeader><Created>2023-06-29T20:47:37.9827771-06:00'
        "</Created><Description>about the process</Description></ProcessHeader><RedefinableHeader><Author /><Version />"
        f"<Countrykey>CO</Countrykey></RedefinableHeader>{sets}{data}{content}<ExtendedAttributes />"
        "</WorkflowProcess>"
    )


def small_diagram(map_id: str = MAP, name: str = "P1 Surat masuk") -> bytes:
    """A diagram with nearly everything: lanes, a phase, a sub-process, data, loose ends, no points, unknown things."""
    inner = activity(
        INNER, "Di dalam", "<Implementation><Task /></Implementation>", shape(20, 20, 90, 60, TASK_COLORS)
    )
    sets = (
        f'<ActivitySets><ActivitySet Id="{SUB}" Name="Sub"><Associations /><Artifacts />'
        f"<Activities>{inner}</Activities><Transitions /></ActivitySet></ActivitySets>"
    )
    data = (
        f'<DataInputOutputs><DataInput Id="{INPUT}" IsCollection="false">{shape(0, 0, 40, 50, DATA_COLORS)}'
        "<Documentation /></DataInput></DataInputOutputs>"
    )
    objects = (
        "<DataObjects>"
        f'<DataObject Id="{PAPER}" Name="Surat"><Object><Documentation /></Object>'
        f"{shape(300, 180, 40, 50, DATA_COLORS)}<DataField /><ExtendedAttributes /></DataObject></DataObjects>"
        f'<DataStoreReferences><DataStoreReference DataStoreRef="{STORE}" Id="{STORE_REF}" State="">'
        f"{shape(400, 180, 50, 50, DATA_COLORS)}<ExtendedAttributes /></DataStoreReference></DataStoreReferences>"
    )
    label = ' TextX="100" TextY="95" TextWidth="90" TextHeight="30"'
    uses = f'<InputSets><InputSet><Input ArtifactId="{INPUT}" /></InputSet></InputSets><OutputSets />'
    activities = [
        activity(
            START,
            "",
            '<Event><StartEvent Trigger="Message"><TriggerResultMessage><Message Id="1d2cc463-a08b-4a0f-b581-'
            '5aa6180d655c" /></TriggerResultMessage></StartEvent></Event>',
            shape(100, 60, 30, 30, START_COLORS, label),
            False,
        ),
        activity(
            TASK,
            "Catat&#xA;surat",
            '<Implementation><Task><TaskUser Implementation="Unspecified" /></Task></Implementation>',
            shape(180, 45, 90, 60, TASK_COLORS),
            more=uses,
        ),
        activity(
            GATE, "Lengkap?", '<Route MarkerVisible="true" />', shape(320, 55, 40, 40, GATE_COLORS), False
        ),
        activity(
            SUB,
            "Sub",
            f'<BlockActivity ActivitySetId="{SUB}" />',
            shape(420, 45, 90, 60, TASK_COLORS, ' Expanded="false" ExpandedWidth="270" ExpandedHeight="180"'),
        ),
        activity(
            BOUNDARY,
            "",
            f'<Event><IntermediateEvent Trigger="Timer" Target="{SUB}" IsAttached="true"><TriggerTimer />'
            "</IntermediateEvent></Event>",
            shape(450, 95, 22, 22, MIDDLE_COLORS),
            False,
        ),
        activity(
            CALL,
            "P1.2",
            '<Implementation><SubFlow Id="0f8fad5b-d9cb-469f-a165-70867728950e" /></Implementation>',
            shape(560, 45, 90, 60, TASK_COLORS),
        ),
        activity(
            END,
            "",
            '<Event><EndEvent Result="Terminate" /></Event>',
            shape(700, 60, 30, 30, END_COLORS),
            False,
        ),
    ]
    transitions = [
        transition(
            FLOW1,
            f' From="{START}" To="{TASK}"',
            line((130, 75), (180, 75), extra=' FromPort="4" ToPort="3" TextX="130" TextY="75"'),
        ),
        transition(
            FLOW2,
            f' From="{GATE}" To="{SUB}" Name="ya"',
            line((360, 75), (420, 75), extra=' TextX="365" TextY="55" TextWidth="90" TextHeight="30"'),
            '<Condition Type="CONDITION"><Expression /></Condition>',
        ),
        transition(LOOSE, f' From="{TASK}"', line((270, 75), (320, 75))),
        transition(BARE, f' From="{CALL}" To="{END}"', line()),
    ]
    content = (
        f"<Activities>{''.join(activities)}</Activities>{objects}<Transitions>{''.join(transitions)}</Transitions>"
        f'<DataAssociations><DataAssociation Id="{LINK_DATA}" From="{STORE_REF}" To="{INPUT}"><Description />'
        f"{line()}<ExtendedAttributes /></DataAssociation></DataAssociations>"
    )
    lanes = part("Lane", LANE1, "Petugas", POOL, shape(50, 0, 750, 150, LANE_COLORS))
    lanes += part("Lane", LANE2, "Kepala", POOL, shape(50, 150, 750, 150, LANE_COLORS))
    phases = part("Milestone", PHASE, "Tahap 1", POOL, shape(50, 0, 750, 300, LANE_COLORS))
    pool_shape = shape(30, 20, 800, 300, POOL_COLORS).replace(
        "<TextBackgroundColor>16777215</TextBackgroundColor>", ""
    )
    text = (
        f'<Package {XSI} OnlyOneProcess="false" Id="{map_id}" Name="{name}" xmlns="http://www.wfmc.org/2009/XPDL2.2">'
        "<PackageHeader><XPDLVersion>2.2</XPDLVersion><Vendor>Bizagi Process Modeler.</Vendor>"
        "<Created>2023-06-29T20:47:37.9827771-06:00</Created>"
        "<ModificationDate>2023-06-29T21:23:24.4297902-06:00</ModificationDate>"
        f"<Description>{name}</Description><Documentation>about the map</Documentation>"
        "<CreationVersion>3.1.0.011</CreationVersion><Version>3.1.0.011</Version><Modifications>"
        '<Modification Date="2023-06-30T03:23:24.4297902Z" UserName="someone" /></Modifications></PackageHeader>'
        "<RedefinableHeader><Author>someone</Author><Version>1.0</Version><Countrykey>CO</Countrykey></RedefinableHeader>"
        f'<ExternalPackages /><DataStores><DataStore Id="{STORE}" Name="Arsip" IsUnlimited="true"><Object>'
        "<Documentation /></Object></DataStore></DataStores><Pools>"
        f'<Pool Id="{MAIN}" Name="Proses utama" Process="{MAIN_PROCESS}" BoundaryVisible="false"><Lanes />'
        f"{pool_shape.replace('XCoordinate=' + chr(34) + '30', 'XCoordinate=' + chr(34) + '31')}</Pool>"
        f'<Pool Id="{POOL}" Name="Surat masuk" Process="{PROCESS}" BoundaryVisible="true"><Lanes>{lanes}</Lanes>'
        f"{pool_shape}<Milestones>{phases}</Milestones></Pool></Pools><MessageFlows>"
        f'<MessageFlow Id="{MESSAGE}" Target="{START}">{line((115, 0), (115, 60))}<ExtendedAttributes />'
        "</MessageFlow></MessageFlows><Associations>"
        f'<Association Id="{LINK}" Source="{STORE_REF}" Target="{TASK}">{line((425, 180), (225, 105))}'
        "<ExtendedAttributes /></Association></Associations><Artifacts>"
        f'<Artifact BizAgiArtifactTypeSpecified="false" Id="{NOTE}" ArtifactType="Annotation" '
        f'TextAnnotation="Catatan">{shape(500, 180, 100, 34, NOTE_COLORS)}<Documentation /></Artifact>'
        f'<Artifact BizAgiArtifactTypeSpecified="false" Id="{GROUP}" Name="Kelompok" ArtifactType="Group">'
        f'<Group Id="{GROUP}" Name="Kelompok" />{shape(160, 35, 220, 100, DATA_COLORS)}<Documentation /></Artifact>'
        f"</Artifacts><WorkflowProcesses>{process(MAIN_PROCESS, 'Proses utama')}"
        f"{process(PROCESS, 'Surat masuk', content, sets, data)}</WorkflowProcesses><ExtendedAttributes /></Package>"
    )
    return ('<?xml version="1.0"?>\r\n' + text).encode()


def small_diag(diagram: bytes) -> bytes:
    """The `.diag` around a diagram."""
    return zipped(
        {
            "Actions.xml": f'<?xml version="1.0"?>\r\n<DiagramActions {XSI} />'.encode(),
            "BPSimDataResult.xml": b'\xef\xbb\xbf<?xml version="1.0" encoding="utf-8"?>\r\n<ScenarioResults />',
            "Diagram.xml": diagram,
        }
    )


def small_bpm(*diagrams: bytes, more: dict[str, bytes] | None = None, tabs: list[str] | None = None) -> bytes:
    """A `.bpm` with the diagrams (their entries named by their ids), tabs in the order given."""
    ids = [d.split(b' Id="', 1)[1][:36].decode() for d in diagrams]
    items = "".join(
        f'<ModelItem ItemType="Diagram" DiagramId="{i}" IsSelected="{str(n == 0).lower()}" />'
        for n, i in enumerate(tabs or ids)
    )
    opened = f"<OpenedItems>{items}</OpenedItems>"
    preferences = f'<?xml version="1.0"?>\r\n<UserPreferences {XSI}>{opened}</UserPreferences>'
    entries = {f"{i}.diag": small_diag(d) for i, d in sorted(zip(ids, diagrams, strict=True))}
    entries |= {
        "ModelInfo.xml": f'<?xml version="1.0"?>\r\n<BizAgiModelInfo {XSI} CreationVersion="3.1.0.011" '
        'FilePersistenceVersion="5" ModifiedVersion="3.1.0.011" ModifiedDate="2023-06-29T21:23:28.4068205-06:00" '
        'IsInCollaboration="false" />'.encode(),
        "Participants.xml": f'<?xml version="1.0"?>\r\n<Participants {XSI} '
        'xmlns="http://www.wfmc.org/2009/XPDL2.2" />'.encode(),
        "Users\\Default\\UserPreferences.xml": preferences.encode(),
        "Users/some one/UserInfo.xml": b'<UserInfo Name="x" />',
    }
    return zipped(entries | (more or {}))


def small_xpdl() -> bytes:
    """The diagram as a single `.xpdl`."""
    return small_diagram().replace(b'<?xml version="1.0"?>', b'<?xml version="1.0" encoding="utf-8"?>')


def zipped(entries: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return buffer.getvalue()
