// What bpmn-js says of BPMN files: `node bundle.mjs FILE...` prints {file: [warning, ...]} as JSON.
// Uses bpmn-moddle to parse and the tree walker of bpmn-js to import every diagram, with a canvas that only
// remembers what stands on it (bpmn-js's own canvas needs a browser), and its importer's questions about ends.
import { readFileSync } from 'node:fs';
import { BpmnModdle } from 'bpmn-moddle';
import BpmnTreeWalker from 'bpmn-js/lib/import/BpmnTreeWalker';

const ENDS = ['source', 'target'];

function endOf(semantic, side) {
  const type = semantic.$type;
  if ((side === 'source' && type === 'bpmn:DataOutputAssociation') ||
      (side === 'target' && type === 'bpmn:DataInputAssociation')) {
    return semantic.$parent;
  }
  const end = semantic[side + 'Ref'];
  return side === 'source' && type === 'bpmn:DataInputAssociation' ? end && end[0] : end;
}

function drawn(definitions, diagrams) {
  const warnings = [], known = new Map();
  const add = (semantic, di) => {
    if (di.$instanceOf('bpmndi:BPMNEdge')) {
      for (const side of ENDS) {
        const end = endOf(semantic, side);
        if (!end) throw new Error(`${semantic.id}#${side} Ref not specified`);
        if (!known.has(end.id)) throw new Error(`${end.id} referenced by ${semantic.id}#${side}Ref not yet drawn`);
      }
    } else if (di.$instanceOf('bpmndi:BPMNShape') && semantic.$type === 'bpmn:BoundaryEvent') {
      if (!semantic.attachedToRef || !known.has(semantic.attachedToRef.id)) {
        throw new Error(`${semantic.id}#attachedToRef not drawn`);
      }
    }
    const id = di.$instanceOf('bpmndi:BPMNPlane') ? semantic.id + '_plane' : semantic.id;
    if (known.has(id)) throw new Error(`${id} drawn twice`);
    known.set(id, semantic);
    return { id };
  };
  const walker = new BpmnTreeWalker({
    root: add, element: add, error: (message) => warnings.push(message),
  });
  for (const diagram of diagrams) walker.handleDefinitions(definitions, diagram);
  return warnings;
}

const isRoot = (e) => e && (e.$instanceOf('bpmn:Process') || e.$instanceOf('bpmn:Collaboration'));

function within(element, root) {
  for (let above = element; above; above = above.$parent) {
    if (above === root) return true;
    if ((root.participants || []).some((part) => part.processRef === above)) return true;
  }
  return false;
}

const result = {};
for (const file of process.argv.slice(2)) {
  const found = [];
  try {
    const { rootElement, warnings } = await new BpmnModdle().fromXML(readFileSync(file, 'utf8'));
    found.push(...warnings.map((w) => w.message));
    const diagrams = rootElement.diagrams || [];
    for (const main of diagrams.filter((d) => isRoot(d.plane.bpmnElement))) {
      const root = main.plane.bpmnElement;
      const inner = diagrams.filter((d) => d !== main && !isRoot(d.plane.bpmnElement) && within(d.plane.bpmnElement, root));
      found.push(...drawn(rootElement, [main, ...inner]));
    }
  } catch (error) {
    found.push('error: ' + error.message);
  }
  result[file] = found;
}
console.log(JSON.stringify(result));
