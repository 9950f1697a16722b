import Testing
import UmpireBasics
import UmpireState

@Suite("schema description")
struct SchemaDescriptionTests {
    private func describe() -> SchemaDescription {
        SchemaDescription(
            world: WorldPlan<Zoo>().shape, input: Replica<Sampler>().plan,
            cue: Replica<Zoo.Tree>().plan)
    }

    @Test("the JSON is that of the article, to the character")
    func golden() {
        let animals = """
            {"name":"animals","fields":[\
            {"name":"x","bits":15,"kind":"float","min":-100.0,"step":0.01,"limit":20000,\
            "hint":"interpolated"},\
            {"name":"weight","bits":32,"kind":"int","min":0,"limit":4294967295},\
            {"name":"age","bits":7,"kind":"int","min":0,"limit":100},\
            {"name":"exact","bits":32,"kind":"float32"},\
            {"name":"heading","bits":8,"kind":"float","min":0.0,"step":0.00390625,"limit":255,\
            "hint":"angle"},\
            {"name":"isHungry","bits":1,"kind":"bool"},\
            {"name":"keeper","bits":6,"kind":"int","min":0,"limit":63},\
            {"name":"herd","bits":2,"kind":"int","min":0,"limit":3},\
            {"name":"secret","bits":16,"kind":"int","min":0,"limit":65535,"audience":"owner"},\
            {"name":"plan","bits":16,"kind":"int","min":-32768,"limit":65535,"audience":"team"}]}
            """
        let tree = """
            "fields":[{"name":"kind","bits":2,"kind":"enum","cases":["oak","ash","elm"]},\
            {"name":"stock","bits":16,"kind":"int","min":0,"limit":65535,"audience":"owner"}]
            """
        let scalars = """
            {"fields":[{"name":"day","bits":32,"kind":"int","min":0,"limit":4294967295},\
            {"name":"rain","bits":4,"kind":"float","min":0.0,"step":0.125,"limit":8}]}
            """
        let json = describe().json
        let start =
            "{\"tables\":[\(animals),{\"name\":\"trees\",\(tree)}],"
            + "\"scalars\":\(scalars),\"input\":{"
        #expect(json.prefix(start.count) == start)
        #expect(json.hasSuffix(",\"cue\":{\(tree)}}"))
        #expect(
            json.contains(
                "{\"name\":\"place\",\"bits\":3,\"kind\":\"float\","
                    + "\"min\":-0.3,\"step\":0.1,\"limit\":6}"
            ))
    }

    @Test("the hash is 16 digits, the same in every process, and another for another schema")
    func hash() {
        let one = describe()
        let other = SchemaDescription(
            world: one.world, input: one.input, cue: Replica<Zoo.Animal>().plan)
        #expect(one.hash.count == 16 && one.hash == describe().hash && one.hash != other.hash)
        #expect(one.hash == "8db8d0aa6c050ca7")
    }
}
