import Testing

@testable import Umpire

@Suite("A schema on the terminal") struct SchemaPrintingTests {
    @Test("a field has a line, and so has what is around fields") func lines() {
        let json = """
            {"tables":[{"name":"a,{","fields":[{"name":"x","cases":["oak","ash"]},{"name":"y"}]},\
            {"name":"b","fields":[]}],"scalars":{"fields":[]},"cue":{"fields":[{"name":"z"}]}}
            """
        let lines = """
            {
              "tables": [
                {
                  "name": "a,{",
                  "fields": [
                    {"name": "x", "cases": ["oak", "ash"]},
                    {"name": "y"}
                  ]
                },
                {"name": "b", "fields": []}
              ],
              "scalars": {"fields": []},
              "cue": {
                "fields": [
                  {"name": "z"}
                ]
              }
            }
            """
        #expect(SchemaPrinting.lines(of: json) == lines)
    }

    @Test("text between quotes is left alone") func quotes() {
        let text = #"{"a\\":"{\"[,:","é":1}"#
        #expect(SchemaPrinting.lines(of: text) == #"{"a\\": "{\"[,:", "é": 1}"#)
    }
}
