"""What a smoke test found: layers that stand or fall alone, one sentence, one exit code."""

from typing import Any, Final

from msgspec import Struct, field

from b9_cli.running import EXIT_ENVIRONMENT, EXIT_FAILED, EXIT_OK, EXIT_TIMEOUT

MAX_SHOWN: Final = 300


class Check(Struct, frozen=True):
    """One thing that was asked; *detail* says what was found where it is not as it should be."""

    what: str
    ok: bool
    detail: str = ""


class Layer(Struct):
    """The checks of one layer."""

    name: str
    checks: list[Check] = field(default_factory=list)

    def expect(self, what: str, *, ok: object, detail: object = "") -> bool:
        """Note whether *what* holds; *detail* is kept where it does not."""
        told = "" if ok else str(detail)[:MAX_SHOWN]
        self.checks.append(Check(what, bool(ok), told))
        return bool(ok)

    def equal(self, what: str, seen: object, wanted: object) -> bool:
        """Note whether *what* is as wanted."""
        return self.expect(what, ok=seen == wanted, detail=f"{seen!r}, wanted {wanted!r}")

    def same_ids(self, what: str, seen: set[str], wanted: set[str]) -> bool:
        """Note whether *seen* are just the *wanted*; the first of those that differ are named."""
        missing, extra = sorted(wanted - seen), sorted(seen - wanted)
        parts = [f"{len(missing)} missing ({', '.join(missing[:3])})"] if missing else []
        parts += [f"{len(extra)} too many ({', '.join(extra[:3])})"] if extra else []
        return self.expect(what, ok=not parts, detail=", ".join(parts))

    def take_over(self, other: "Layer", whose: str) -> None:
        """Add the checks of *other*, told apart by *whose* they are."""
        self.checks += [Check(f"{whose} {one.what}", one.ok, one.detail) for one in other.checks]

    @property
    def failures(self) -> list[Check]:
        """What did not hold."""
        return [check for check in self.checks if not check.ok]

    @property
    def ok(self) -> bool:
        """Whether something was asked and all of it held."""
        return bool(self.checks) and not self.failures

    def __str__(self) -> str:
        """Such as ``api ok`` or ``db FAILED: reels: 1 missing (123)``."""
        if self.ok:
            return f"{self.name} ok"
        if not self.checks:
            return f"{self.name} FAILED: nothing was asked"
        return f"{self.name} FAILED: " + "; ".join(f"{c.what}: {c.detail}" for c in self.failures)


class Report(Struct, kw_only=True):
    """The whole test. *stopped* says why it ended before the layers were asked."""

    correlation_id: str
    target: str
    upstream: str
    request_id: str | None = None
    community: str | None = None
    community_request_id: str | None = None
    status: str | None = None
    git_sha: str | None = None
    schema_version: int | None = None
    took_s: float = 0.0
    stages_ms: dict[str, int | None] = field(default_factory=dict)
    layers: list[Layer] = field(default_factory=list)
    environment: list[str] = field(default_factory=list)
    timeout: str | None = None

    @property
    def exit_code(self) -> int:
        """0 passed, 1 a layer failed, 2 could not be asked, 3 did not end in time."""
        if self.environment:
            return EXIT_ENVIRONMENT
        if self.timeout:
            return EXIT_TIMEOUT
        passed = self.layers and all(layer.ok for layer in self.layers)
        return EXIT_OK if passed else EXIT_FAILED

    @property
    def verdict(self) -> str:
        """One sentence that names the layer."""
        if self.environment:
            return f"preflight FAILED: {'; '.join(self.environment)}"
        if self.timeout:
            return f"TIMEOUT: {self.timeout}"
        return ", ".join(str(layer) for layer in self.layers)

    def told(self) -> dict[str, Any]:
        """Everything, for the JSON file."""
        fields = (
            "correlation_id", "request_id", "target", "upstream", "status", "git_sha",
            "community", "community_request_id",
        )  # fmt: skip
        return {name: getattr(self, name) for name in fields} | {
            "schema_version": self.schema_version,
            "took_s": round(self.took_s, 3),
            "exit_code": self.exit_code,
            "verdict": self.verdict,
            "stages_ms": self.stages_ms,
            "layers": {
                layer.name: {"ok": layer.ok, "checks": layer.checks} for layer in self.layers
            },
        }
