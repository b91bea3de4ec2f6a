"""What goes where: swimlane layout, tree layouts, orthogonal routing, labels and paper fit.

The contract
------------
Frame: x right, y down, unit 1/96 inch. Everything here is pure: neutral records in, neutral records out
(`graph`); only the document's side knows its records, and `maps` returns changed copies of them for the caller's
transaction. No Qt, no lxml, no clock, no random, no iteration over sets: equal input gives
byte-identical output.

Guaranteed, in this order of priority:

1. **Valid geometry.** No two shapes overlap; every step lies in its own lane, every lane in its pool, lanes
   tile the pool without gaps. Every flow is orthogonal, starts and ends on the outline of its shapes, enters no
   shape, and lies on no other flow except where the two join at a common end. No label lies on a shape or
   on another label.
2. **A story that reads left to right.** Only flows that close a cycle run backwards. The main path (the "Ya"
   branches) is straight where the lanes allow it; a hand-over straight down or up may share a column;
   branches stand side by side; loop-backs use free corridors beside the rows; an event on a border, a
   document or a note stays beside its step. Ties are decided by the declared order, so laying out again
   changes nothing.
3. **It fits the paper.** `paper.fit` says on which paper, orientation, size and page split a picture prints
   with no text under 7 pt. The layout aims at one turned page: normal, else compact, else compact with flatter
   or slimmer steps, else A3; a size with fewer crossings goes first among those that fit.
4. **Compact.** Columns and lanes are only as wide and high as what they carry, channels only as wide as
   their tracks.

Preserved: lane membership, the order of lanes, pools and phases, and manual bends wherever only an end moved
(`routing.repair_end`). Pinned elements keep their place: the mode "selection" moves only the chosen shapes and
so pins all others, the mode "routes" pins every shape.

How. Placings are greedy, then small maps (`swimlane.SMALL` steps) are improved by trial: a trial is dismissed by
a bound on its ways, else judged by real ways. Large maps get rows by barycentre sweeps instead. Ways are chosen
from families of at most four corners, each tried exactly and most dismissed by one sum; only where all are closed
does a full search step in. From `grid.LARGE` flows on, only flows that cross others are routed a second time, so
time grows little faster than the map. The router for editing searches a window round the two ends with the same
families, so its time depends on the neighbourhood and not on the map.

Rooms. Swimlanes: `graph` records · `story` cycle breaking, order, main path · `placing`, `rows` cells ·
`improve`, `bounds` trials · `habits` sides · `spacing` room · `grid` ways · `tracks` line separation ·
`swimlane` all of it · `fitted` the size that prints. Paths: `lattice` and `families` search · `plan` look-up ·
`window`, `docking`, `routing`, `repair` the router for editing · `bending` lines bent by hand.
Others: `labels` · `paper` · `picture`, `trees`, `level0`, `relation`, `relation_rows`, `organisation`. The
document's side: `maps` with `reading`, `writing`, `selection`, `reroute`, `boxes`, `sizes`, `answers`; what a map
tells, read along its flows: `steps` as a table, `sipoc` as five columns.
"""
