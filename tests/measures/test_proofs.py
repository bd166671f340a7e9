"""The measures that duties name as their proof are there when the guidance says that they can be answered."""

from pathlib import Path

from clearline.guidance.content import read_guidance
from clearline.measures.content import read_measures

CONTENT = Path(__file__).parents[2] / "content"


def test_a_measure_proof_is_built_exactly_when_a_measure_or_a_set_has_its_key() -> None:
    proofs = read_guidance(CONTENT).proofs.measures
    known = read_measures(CONTENT)
    answered = {measure.key for measure in known.measures} | {one.key for one in known.sets}
    assert {key for key, proof in proofs.items() if proof.built} == set(proofs) & answered
