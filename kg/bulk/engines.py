"""Engines that answer an Ibis expression: DuckDB in this process, Spark past one machine."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from kg.errors import EngineError, UsageError

ENGINES: Final = ("duckdb", "spark")
_NEEDS: Final = {"duckdb": ("ibis", "pyarrow", "duckdb"), "spark": ("ibis", "pyarrow", "pyspark")}
_EXTRA: Final = {"duckdb": "bulk", "spark": "spark"}
#: For a Spark of this machine's own; a cluster's settings are its owner's.
_LOCAL: Final = {
    "spark.driver.bindAddress": "127.0.0.1", "spark.driver.host": "127.0.0.1",
    "spark.driver.memory": "4g", "spark.ui.enabled": "false",
    "spark.sql.shuffle.partitions": str(os.cpu_count() or 1),
}  # fmt: skip


def need_engine(engine: str) -> None:
    """Raise where the packages of an engine are not installed.

    Raises:
        UsageError: with the command that installs them.
    """
    missing = [name for name in _NEEDS[engine] if find_spec(name) is None]
    if missing:
        raise UsageError(
            f"kg bulk --engine {engine} needs {', '.join(missing)}: "
            f"pip install 'retaliation-kg[{_EXTRA[engine]}]'"
        )


def connect(engine: str, folder: Path) -> Any:
    """An Ibis connection.

    Args:
        engine: one of ENGINES. Spark is that of PYSPARK_SUBMIT_ARGS or of the Spark settings where
            they name a master, else one of this machine alone.
        folder: where DuckDB may put what does not fit into memory; Spark has settings for it.
    Raises:
        EngineError: the engine does not start.
    """
    import ibis

    if engine == "duckdb":
        return ibis.duckdb.connect(temp_directory=str(folder))
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.appName("kg bulk")
    settings = {"spark.ui.showConsoleProgress": "false", "spark.log.level": "ERROR"}
    if "--master" not in os.environ.get("PYSPARK_SUBMIT_ARGS", ""):
        settings |= _LOCAL
    try:
        session = builder.config(map=settings).getOrCreate()
    except (PySparkException, OSError, RuntimeError) as error:
        first = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise EngineError(f"Spark does not start: {first}; it needs Java 17 or newer") from None
    return ibis.pyspark.connect(session)


def answer(connection: Any, expression: Any) -> Any:
    """The rows of an expression as an Arrow table.

    Ibis takes the rows of Spark through pandas, which makes numbers with gaps floats: Spark's own
    way to Arrow is taken instead.
    """
    if connection.name != "pyspark":
        return expression.to_pyarrow()
    return connection._session.sql(connection.compile(expression)).toArrow()
