// In a browser: opens every file of `window.FILES` ({name: xml}) in bpmn-js, each of its diagrams in turn, and leaves
// {name: [warning or error, ...]} as JSON in the element "result".
import Viewer from 'bpmn-js/lib/Viewer';

const result = {};
for (const [name, xml] of Object.entries(window.FILES)) {
  const viewer = new Viewer({ container: '#canvas' });
  const said = [];
  try {
    said.push(...(await viewer.importXML(xml)).warnings.map((warning) => warning.message));
    for (const diagram of viewer.getDefinitions().diagrams || []) {
      said.push(...(await viewer.open(diagram)).warnings.map((warning) => warning.message));
    }
  } catch (error) {
    said.push(String(error));
  }
  result[name] = said;
  viewer.destroy();
}
document.getElementById('result').textContent = JSON.stringify(result);
