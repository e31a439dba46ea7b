"""An invented document as INCEpTION exports it: a CAS as XMI, with its type system."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import quoteattr

from marks_made import TEXT

DKPRO = "de.tudarmstadt.ukp.dkpro.core.api."
_FEATURE = (
    "<featureDescription><name>{}</name><description/><rangeTypeName>{}</rangeTypeName>"
    "{}</featureDescription>"
)
_TYPE = (
    "<typeDescription><name>{}</name><description/><supertypeName>{}</supertypeName>"
    "<features>{}</features></typeDescription>"
)
_ELEMENT = "<elementType>custom.RoleLink</elementType>"
_STRING, _ANNOTATION = "uima.cas.String", "uima.tcas.Annotation"
#: The layers of the invented project: name -> its features with their kinds.
LAYERS: dict[str, dict[str, str]] = {
    DKPRO + "segmentation.type.Token": {},
    DKPRO + "segmentation.type.Sentence": {},
    DKPRO + "ner.type.NamedEntity": {"value": _STRING, "identifier": _STRING},
    "custom.Act": {
        "value": _STRING, "status": _STRING, "quantity": "uima.cas.Integer",
        "roles": "uima.cas.FSArray",
    },
    "custom.Link": {"Governor": _ANNOTATION, "Dependent": _ANNOTATION, "relation": _STRING},
}  # fmt: skip


def type_system(layers: dict[str, dict[str, str]] | None = None) -> bytes:
    """TypeSystem.xml."""
    types = [
        _TYPE.format("custom.RoleLink", "uima.cas.TOP", _FEATURE.format("role", _STRING, "")
                     + _FEATURE.format("target", _ANNOTATION, "")),
        _TYPE.format(DKPRO + "metadata.type.DocumentMetaData", "uima.tcas.DocumentAnnotation",
                     _FEATURE.format("documentTitle", _STRING, "")
                     + _FEATURE.format("documentId", _STRING, "")),
        _TYPE.format("uima.tcas.DocumentAnnotation", _ANNOTATION,
                     _FEATURE.format("language", _STRING, "")),
    ]  # fmt: skip
    for name, features in (LAYERS if layers is None else layers).items():
        made = "".join(
            _FEATURE.format(each, kind, _ELEMENT if kind.endswith("FSArray") else "")
            for each, kind in features.items()
        )
        types.append(_TYPE.format(name, _ANNOTATION, made))
    head = (
        "<?xml version='1.0' encoding='UTF-8'?>"
        '<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier"><types>'
    )
    return f"{head}{''.join(types)}</types></typeSystemDescription>".encode()


def units(at: int, text: str) -> int:
    """A place in UTF-16 units."""
    return len(text[:at].encode("utf-16-le")) // 2


class Cas:
    """Writes structures into one CAS."""

    def __init__(self, text: str = TEXT, title: str = "klow-1.txt", who: str = "anna") -> None:
        self.text = text
        self.lines: list[str] = []
        self.members: list[int] = []
        if title:
            name = "metadata.type.DocumentMetaData"
            self.add(DKPRO + name, 0, len(text), documentTitle=title, documentId=who)

    def add(
        self,
        layer: str,
        start: int | None = None,
        end: int = 0,
        *,
        indexed: bool = True,
        **more: str,
    ) -> int:
        """Add a structure, with offsets as people count; returns its id."""
        number = 100 + len(self.lines)
        package, _, name = layer.rpartition(".")
        place = {}
        if start is not None:
            at, to = units(start, self.text), units(end, self.text)
            place = {"sofa": "1", "begin": str(at), "end": str(to)}
        given = {"xmlns:l": f"http:///{package.replace('.', '/')}.ecore", **place, **more}
        written = " ".join(f"{key}={quoteattr(value)}" for key, value in given.items())
        self.lines.append(f'<l:{name} xmi:id="{number}" {written}/>')
        if indexed:
            self.members.append(number)
        return number

    def mark(self, layer: str, words: str, **more: str) -> int:
        """Add a structure that stands at some words."""
        at = self.text.index(words)
        return self.add(layer, at, at + len(words), **more)

    def slots(self, **targets: int) -> str:
        """Links to other structures by their roles, as the value of a feature."""
        made: Sequence[int] = [
            self.add("custom.RoleLink", indexed=False, role=role.rstrip("0123456789"),
                     target=str(to))
            for role, to in targets.items()
        ]  # fmt: skip
        return " ".join(map(str, made))

    def tokens(self) -> None:
        """Cut the text into words, as the tool does."""
        at = 0
        for word in self.text.split():
            at = self.text.index(word, at)
            self.add(DKPRO + "segmentation.type.Token", at, at + len(word))
            at += len(word)

    def xmi(self) -> bytes:
        """The file."""
        sofa = (
            '<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text" '
            f"sofaString={quoteattr(self.text, {chr(10): '&#10;', chr(13): '&#13;'})}/>"
        )
        view = f'<cas:View sofa="1" members="{" ".join(map(str, self.members))}"/>'
        head = (
            '<?xml version="1.0" encoding="UTF-8"?><xmi:XMI xmlns:xmi="http://www.omg.org/XMI" '
            'xmlns:cas="http:///uima/cas.ecore" xmi:version="2.0">'
        )
        return f"{head}{''.join(self.lines)}{sofa}{view}</xmi:XMI>".encode()
