import Testing
import UmpireLoop

@Test("x") func x() throws { }
