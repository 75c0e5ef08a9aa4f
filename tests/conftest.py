"""What tests share: the data beside the checkout, where it is there."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import settings

from seclint.cli import main

ROOT = Path(__file__).parent.parent

# A run says the same wherever and whenever it is done, however busy the machine; `--hypothesis-profile searching` looks for new cases.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.register_profile("searching", deadline=None)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents beside the checkout; tests that need it skip where it is not."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the folder shared/ is not beside the checkout")
    return folder


@pytest.fixture(autouse=True, scope="session")
def own_cache(tmp_path_factory):
    """No test may see what another run kept."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SECLINT_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        patch.delenv("GITHUB_ACTIONS", raising=False)  # the reports are the same wherever the tests run
        yield


@pytest.fixture(scope="session")
def samples() -> Path:
    """The sample dossiers."""
    return ROOT / "samples"


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(main, list(arguments))


@pytest.fixture
def write(tmp_path):
    def written(name, content):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return name

    return written
