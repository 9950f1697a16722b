import Testing
import UmpireReport

@Suite("What a terminal can show") struct LiveStyleTests {
    private func style(_ environment: [String: String]) -> LiveStyle {
        LiveStyle { environment[$0] }
    }

    @Test("NO_COLOR of any content but none takes colours away") func noColour() {
        #expect(style(["TERM": "xterm"]).hasColour)
        #expect(style(["TERM": "xterm", "NO_COLOR": ""]).hasColour)
        #expect(!style(["TERM": "xterm", "NO_COLOR": "0"]).hasColour)
        #expect(!style(["TERM": "dumb"]).hasColour)
        #expect(!style([:]).hasColour)
    }

    @Test("the first locale that says something decides") func locale() {
        #expect(style(["LANG": "de_DE.UTF-8"]).isUnicode)
        #expect(style(["LANG": "C.utf8"]).isUnicode)
        #expect(style(["LC_ALL": "", "LANG": "C.UTF-8"]).isUnicode)
        #expect(!style(["LC_ALL": "C", "LANG": "C.UTF-8"]).isUnicode)
        #expect(!style(["LC_CTYPE": "de_DE.ISO-8859-1", "LANG": "C.UTF-8"]).isUnicode)
        #expect(!style([:]).isUnicode)
    }
}
