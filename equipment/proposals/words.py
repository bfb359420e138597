from equipment.choices import ProposalState

STATE_LOOKS: dict[str, str] = {
    ProposalState.OPEN.value: "warn",
    ProposalState.ACCEPTED.value: "good",
    ProposalState.DECLINED.value: "bad",
    ProposalState.WITHDRAWN.value: "",
}


def state_look(value: str) -> str:
    """The class of the dot beside a state."""
    return STATE_LOOKS[value]
