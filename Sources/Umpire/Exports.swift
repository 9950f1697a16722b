@_exported public import UmpireBasics
@_exported public import UmpireGame
@_exported public import UmpireState
