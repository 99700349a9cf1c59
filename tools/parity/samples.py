#!/usr/bin/env python3
"""What the published stack says of samples/, as tests/reference/samples.conllu holds it: samples.py MODELS > FILE, from the root of the
tree. An article with an answer that is less than a thousandth better than the next one is left out, and named on standard error:
there, arithmetic in another order may answer otherwise, which an exact test must not meet."""
import sys

from reference import Reference, articles, conllu

ENOUGH = 1e-3

reference = Reference(sys.argv[1])
for doc_id, source in articles("samples"):
    document = reference.read(source)
    close = {output: margin for output, margin in reference.least_margins(document).items() if margin < ENOUGH}
    if close:
        print(f"{doc_id} is left out: {', '.join(f'{output} differ by {margin:.6f}' for output, margin in close.items())}", file=sys.stderr)
    else:
        sys.stdout.write(conllu(doc_id, source, document))
