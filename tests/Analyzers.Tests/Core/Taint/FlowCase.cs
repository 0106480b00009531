using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Taint;

namespace ProdGap.Analyzers.Tests.Core.Taint;

/// <summary>One shape of code with one place in it, and who may decide the text there. The place is written <c>[|text|]</c>; it becomes an argument.</summary>
/// <param name="Name">What the shape is.</param>
/// <param name="Code">The types of a file, or its statements.</param>
/// <param name="Least">The lowest level that is right.</param>
/// <param name="Most">The highest level that is right.</param>
internal sealed record FlowCase(string Name, string Code, TaintLevel Least, TaintLevel Most)
{
    /// <summary>For which sink the question is.</summary>
    public TaintPolicy Policy { get; init; } = TaintPolicy.None;

    /// <summary>In which kind of project the code stands.</summary>
    public ProjectKind Kind { get; init; } = ProjectKind.Web;

    /// <summary>True where a language model writes the text.</summary>
    public bool IsModel { get; init; }

    /// <summary>True for code that has a compilation of its own: top-level statements, and what others must not see.</summary>
    public bool StandsAlone { get; init; }

    /// <summary>True for code that is meant not to compile.</summary>
    public bool IsBroken { get; init; }

    /// <summary>True where the level must be that of a request.</summary>
    public bool IsFound => Least == TaintLevel.Request;

    /// <summary>True where no rule may speak.</summary>
    public bool IsSilent => Most <= TaintLevel.Unknown;

    /// <summary>A request decides the text.</summary>
    public static FlowCase Found(string name, string code) => new(name, code, TaintLevel.Request, TaintLevel.Request);

    /// <summary>A language model decides the text.</summary>
    public static FlowCase Written(string name, string code) => Found(name, code) with { IsModel = true };

    /// <summary>A caller of a service decides the text.</summary>
    public static FlowCase Served(string name, string code) => new(name, code, TaintLevel.Service, TaintLevel.Service);

    /// <summary>Somebody outside decides the text; whether a request or a caller is a matter of taste.</summary>
    public static FlowCase Outside(string name, string code) => new(name, code, TaintLevel.Service, TaintLevel.Request);

    /// <summary>Nobody can say who decides the text.</summary>
    public static FlowCase Unknown(string name, string code) => new(name, code, TaintLevel.Unknown, TaintLevel.Unknown);

    /// <summary>The application itself decides the text, and it is seen to.</summary>
    public static FlowCase Inside(string name, string code) => new(name, code, TaintLevel.Inside, TaintLevel.Inside);

    /// <summary>Nobody outside decides the text as far as can be seen.</summary>
    public static FlowCase Silent(string name, string code) => new(name, code, TaintLevel.Inside, TaintLevel.Unknown);

    /// <summary>No request decides the text.</summary>
    public static FlowCase NotOfRequest(string name, string code) => new(name, code, TaintLevel.Inside, TaintLevel.Service);

    /// <summary>Any answer is right, as long as there is one.</summary>
    public static FlowCase Answered(string name, string code) => new(name, code, TaintLevel.Inside, TaintLevel.Request);

    /// <summary>The same for the sink of a rule.</summary>
    public FlowCase For(TaintPolicy policy) => this with { Policy = policy };
}
