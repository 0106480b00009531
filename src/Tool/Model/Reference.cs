namespace ProdGap.Tool.Model;

/// <summary>An assembly that the compiler was given.</summary>
/// <param name="Name">Its file, without the extension.</param>
/// <param name="Framework">The framework of the project that references it; empty for an old project file.</param>
internal sealed record Reference(string Name, string Framework);
