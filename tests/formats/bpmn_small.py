"""A small BPMN file in which most things occur once, written by hand."""

from __future__ import annotations

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" '
    'xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xmlns:bioc="http://bpmn.io/schema/bpmn/biocolor/1.0" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" '
    'xmlns:color="http://www.omg.org/spec/BPMN/non-normative/color/1.0" xmlns:tns="http://example.org/own" '
    'xmlns:bizagi="http://www.bizagi.com/bpmn20" '
)


def document(body: str, target: str = "http://example.org/own") -> bytes:
    """The definitions with that content."""
    return f'{HEAD}id="Defs" targetNamespace="{target}">{body}</bpmn:definitions>'.encode()


def shape(ref: str, x: float, y: float, w: float, h: float, more: str = "", inside: str = "") -> str:
    return (
        f'<bpmndi:BPMNShape id="{ref}_di" bpmnElement="{ref}" {more}>'
        f'<dc:Bounds x="{x}" y="{y}" width="{w}" height="{h}"/>{inside}</bpmndi:BPMNShape>'
    )


def edge(ref: str, *points: tuple[float, float], more: str = "") -> str:
    spots = "".join(f'<di:waypoint x="{x}" y="{y}"/>' for x, y in points)
    return f'<bpmndi:BPMNEdge id="{ref}_di" bpmnElement="{ref}" {more}>{spots}</bpmndi:BPMNEdge>'


def diagram(ref: str, content: str, name: str = "", number: int = 1) -> str:
    title = f' name="{name}"' if name else ""
    return (
        f'<bpmndi:BPMNDiagram id="Diagram_{number}"{title}>'
        f'<bpmndi:BPMNPlane id="Plane_{number}" bpmnElement="{ref}">{content}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>'
    )


def label(x: float, y: float, w: float, h: float) -> str:
    return f'<bpmndi:BPMNLabel><dc:Bounds x="{x}" y="{y}" width="{w}" height="{h}"/></bpmndi:BPMNLabel>'


PROCESS = """
<bpmn:message id="Msg" name="Surat"/>
<bpmn:dataStore id="Store" name="Arsip"/>
<bpmn:category id="Cat"><bpmn:categoryValue id="CatValue" value="Kelompok"/></bpmn:category>
<bpmn:collaboration id="Collab">
  <bpmn:participant id="Pool" name="Kantor" processRef="Proc"/>
  <bpmn:participant id="Box" name="Pemohon"><bpmn:participantMultiplicity minimum="2" maximum="4"/></bpmn:participant>
  <bpmn:messageFlow id="Mail" name="surat" sourceRef="Box" targetRef="Start" messageRef="tns:Msg"/>
  <bpmn:group id="Group" categoryValueRef="CatValue"/>
</bpmn:collaboration>
<bpmn:process id="Proc" isExecutable="false" camunda:versionTag="3">
  <bpmn:documentation>Proses &lt;b&gt;kantor&lt;/b&gt;</bpmn:documentation>
  <bpmn:laneSet id="Lanes">
    <bpmn:lane id="Outer" name="Bidang">
      <bpmn:flowNodeRef>Start</bpmn:flowNodeRef>
      <bpmn:childLaneSet id="Inner"><bpmn:lane id="Nested" name="Seksi"/></bpmn:childLaneSet>
    </bpmn:lane>
    <bpmn:lane id="Lower" name="Kepala"/>
  </bpmn:laneSet>
  <bpmn:startEvent id="Start" name="Mulai"><bpmn:outgoing>F1</bpmn:outgoing>
    <bpmn:messageEventDefinition id="MsgDef" messageRef="Msg"/></bpmn:startEvent>
  <bpmn:userTask id="Task" name="Periksa" default="F3" camunda:assignee="budi">
    <bpmn:documentation textFormat="text/plain">Catatan</bpmn:documentation>
    <bpmn:extensionElements><camunda:field name="x"><camunda:string>a &amp; b</camunda:string></camunda:field>
    </bpmn:extensionElements>
    <bpmn:incoming>F1</bpmn:incoming><bpmn:outgoing>F3</bpmn:outgoing>
    <bpmn:ioSpecification id="Io"><bpmn:dataInput id="In"/><bpmn:inputSet><bpmn:dataInputRefs>In</bpmn:dataInputRefs>
    </bpmn:inputSet><bpmn:outputSet/></bpmn:ioSpecification>
    <bpmn:dataInputAssociation id="Reads"><bpmn:sourceRef>Paper</bpmn:sourceRef><bpmn:targetRef>In</bpmn:targetRef>
    </bpmn:dataInputAssociation>
    <bpmn:multiInstanceLoopCharacteristics isSequential="true"/>
  </bpmn:userTask>
  <bpmn:boundaryEvent id="Late" name="3 hari" attachedToRef="Task" cancelActivity="false">
    <bpmn:timerEventDefinition id="T"><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">P3D</bpmn:timeDuration>
    </bpmn:timerEventDefinition></bpmn:boundaryEvent>
  <bpmn:subProcess id="Sub" name="Tindak lanjut">
    <bpmn:task id="InnerTask" name="Telaah"/>
    <bpmn:endEvent id="InnerEnd"/>
    <bpmn:sequenceFlow id="InnerFlow" sourceRef="InnerTask" targetRef="InnerEnd"/>
  </bpmn:subProcess>
  <bpmn:callActivity id="Call" name="Panggil" calledElement="tns:Proc"/>
  <bpmn:exclusiveGateway id="Gate" name="Lengkap?" gatewayDirection="Diverging"/>
  <bpmn:eventBasedGateway id="Wait" instantiate="true" eventGatewayType="Parallel"/>
  <bpmn:endEvent id="End"><bpmn:terminateEventDefinition/></bpmn:endEvent>
  <bpmn:sequenceFlow id="F1" sourceRef="Start" targetRef="Task"/>
  <bpmn:sequenceFlow id="F3" name="ya" sourceRef="Task" targetRef="Gate"/>
  <bpmn:sequenceFlow id="F4" sourceRef="Gate" targetRef="End">
    <bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${ok}</bpmn:conditionExpression></bpmn:sequenceFlow>
  <bpmn:dataObject id="Held" isCollection="true"/>
  <bpmn:dataObjectReference id="Paper" name="Berkas" dataObjectRef="Held"><bpmn:dataState id="St" name="asli"/>
  </bpmn:dataObjectReference>
  <bpmn:dataStoreReference id="Drawer" dataStoreRef="Store"/>
  <bpmn:textAnnotation id="Note"><bpmn:text>Dua
baris</bpmn:text></bpmn:textAnnotation>
  <bpmn:association id="Tie" associationDirection="One" sourceRef="Task" targetRef="Note"/>
</bpmn:process>
"""

SHAPES = (
    shape("Pool", 100, 100, 900, 400, 'isHorizontal="true"')
    + shape("Box", 100, 20, 900, 50, 'isHorizontal="true"')
    + shape("Outer", 130, 100, 870, 250)
    + shape("Nested", 160, 100, 840, 250)
    + shape("Lower", 130, 350, 870, 150)
    + shape("Start", 200, 182, 36, 36, "", label(190, 225, 60, 14))
    + shape("Task", 300, 160, 100, 80, 'bioc:stroke="#831311" bioc:fill="#ffcdd2"')
    + shape("Late", 382, 222, 36, 36)
    + shape("Sub", 600, 140, 100, 80, 'isExpanded="false"')
    + shape("Call", 750, 140, 100, 80, 'color:background-color="lightblue"')
    + shape("Gate", 475, 175, 50, 50, 'isMarkerVisible="true"')
    + shape("Wait", 475, 300, 50, 50)
    + shape("End", 482, 400, 36, 36)
    + shape("Paper", 332, 300, 36, 50)
    + shape("Drawer", 600, 300, 50, 50)
    + shape("Note", 250, 420, 100, 30)
    + shape("Group", 580, 120, 300, 250)
    + edge("F1", (236, 200), (300, 200))
    + edge("F3", (400, 200), (475, 200))
    + edge("F4", (500, 225), (500, 400.5))
    + edge("Reads", (350, 300), (350, 240))
    + edge("Tie", (340, 240), (300, 420))
    + edge("Mail", (218, 70), (218, 182))
)
INSIDE = shape("InnerTask", 200, 100, 100, 80) + shape("InnerEnd", 400, 122, 36, 36)
INSIDE += edge("InnerFlow", (300, 140), (400, 140))


def small_bpmn() -> bytes:
    """Two pools, nested lanes, a collapsed sub-process with its own plane, data, artifacts, colours, extensions."""
    return document(PROCESS + diagram("Collab", SHAPES, "Peta kecil") + diagram("Sub", INSIDE, "", 2))
