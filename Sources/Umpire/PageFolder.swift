import UmpireGame

/// A folder with files of a game's page, read whole at the start.
enum PageFolder {
    /// All files below `folder`, by their paths under it.
    static func files(in folder: String) throws(CommandFailure) -> [PageFile] {
        var files: [PageFile] = []
        try add(folder, under: "", to: &files)
        return files
    }

    private static func add(
        _ folder: String, under path: String, to files: inout [PageFile]
    ) throws(CommandFailure) {
        for (name, isFolder) in try Files.list(folder, followsLinks: false) {
            let inner = "\(folder)/\(name)"
            if isFolder {
                try add(inner, under: "\(path)\(name)/", to: &files)
            } else {
                files.append(PageFile(path + name, try Files.read(inner)))
            }
        }
    }
}
