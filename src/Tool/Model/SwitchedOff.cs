namespace ProdGap.Tool.Model;

/// <summary>A rule that is off in a project, for all of its files or for some.</summary>
/// <param name="Rule">The id.</param>
/// <param name="Project">The project, from the root.</param>
internal sealed record SwitchedOff(string Rule, string Project);
