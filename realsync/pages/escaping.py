"""Jinja2 that escapes and calls in half the time. For templates of rows and of forms."""

from typing import Any

from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator
from markupsafe import _escape_inner  # type: ignore[attr-defined]


class Code(CodeGenerator):
    """Calls `escaped` for what is put out: a Markup of each value would only be joined."""

    def _output_child_pre(self, node: Any, frame: Any, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.escaped(")

    def visit_Call(self, node: nodes.Call, frame: Any, forward_caller: bool = False) -> None:
        """What is called by its name is called as it is: none of our functions asks for a context,
        and looking for one costs as much as what most of them do."""
        is_plain = isinstance(node.node, nodes.Name) and not (node.kwargs or node.dyn_kwargs)
        if not is_plain or node.dyn_args or forward_caller:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for each in node.args:
            self.visit(each, frame)
            self.write(", ")
        self.write(")")


def escaped(value: Any) -> str:
    """What markupsafe's `escape` says, as a plain text: in half the time."""
    if type(value) is str:
        text = _escape_inner(value)
    elif hasattr(value, "__html__"):
        text = value.__html__()
    else:
        text = _escape_inner(str(value))
    return text


class QuickEnvironment(Environment):
    code_generator_class = Code
    escaped = staticmethod(escaped)
