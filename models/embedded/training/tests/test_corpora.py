import tempfile
import unittest
from pathlib import Path

from corpora import Recording, audio_cmn_syllables, audio_cmn_words, is_plain, manifest


class Corpora(unittest.TestCase):
    def setUp(self):
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory()))

    def touch(self, *names: str) -> None:
        for name in names:
            file = self.folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.touch()

    def test_manifest_gives_every_row(self):
        rows = 'file\tspeaker\ttranscript\nflac/a.flac\tS1\t他说"好"\nflac/b.flac\tS2\tZ M K\n'
        (self.folder / "manifest.tsv").write_text(rows, "utf8")
        found = list(manifest(self.folder))
        self.assertEqual(
            [(one.id, one.speaker, one.text) for one in found], [("a", "S1", '他说"好"'), ("b", "S2", "Z M K")]
        )
        self.assertEqual(found[0].file, self.folder / "flac" / "a.flac")

    def test_words_are_file_names_and_patterns_are_not_words(self):
        self.touch("24k-abr/hsk/cmn-一下.mp3", "24k-abr/hsk/cmn-一_也_.mp3", "24k-abr/hsk/notes.txt")
        self.assertEqual([one.text for one in audio_cmn_words(self.folder)], ["一下"])

    def test_syllables_are_numbered_pinyin(self):
        self.touch("24k-abr/syllabs/cmn-lü4.mp3", "24k-abr/syllabs/cmn-zun4.mp3", "24k-abr/syllabs/cmn-x.mp3")
        self.assertEqual([one.pinyin for one in audio_cmn_syllables(self.folder)], [("lü4",), ("zun4",)])

    def test_letters_and_figures_are_not_trained_on(self):
        plain = [is_plain(Recording("", "", self.folder, text)) for text in ("你好，世界。", "尚街Loft", "3个", "")]
        self.assertEqual(plain, [True, False, False, False])
        self.assertTrue(is_plain(Recording("", "", self.folder, None, ("ni3",))))
