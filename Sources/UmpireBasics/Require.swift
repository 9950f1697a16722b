/// Stops the process when something that must hold does not: our own bug, never a peer's.
///
/// Unlike `precondition`, which is silent in release builds, it prints the message and the place.
/// Never call it on data that came over a wire: a trap ends every match of the process.
@inlinable
public func require(
    _ condition: @autoclosure () -> Bool,
    _ message: @autoclosure () -> String,
    file: StaticString = #file,
    line: UInt = #line
) {
    if !condition() {
        fatalError("this must hold: \(message())", file: file, line: line)
    }
}
