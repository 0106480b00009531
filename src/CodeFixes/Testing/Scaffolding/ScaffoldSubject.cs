using Microsoft.CodeAnalysis;

namespace ProdGap.Analyzers.CodeFixes.Testing.Scaffolding;

/// <summary>A member whose tests are to be written.</summary>
/// <param name="member">The member, as its own project sees it.</param>
/// <param name="source">The document that declares it.</param>
/// <param name="compilation">Its own project.</param>
/// <param name="wantsFailures">True where it is tested, and its failures are not.</param>
/// <param name="request">How the endpoint is requested that the member answers or maps; null where it is called.</param>
internal sealed class ScaffoldSubject(ISymbol member, Document source, Compilation compilation, bool wantsFailures = false, EndpointRequest? request = null)
{
    public ISymbol Member { get; } = member;

    public INamedTypeSymbol Type => Member.ContainingType;

    public Document Source { get; } = source;

    public Compilation Compilation { get; } = compilation;

    public bool WantsFailures { get; } = wantsFailures;

    public EndpointRequest? Request { get; } = request;

    /// <summary>Where it is written.</summary>
    public Location Place => Request?.Place ?? Member.Locations[0];

    /// <summary>What a person would call it, wherever its file is linked to.</summary>
    public string Key => (Request is null ? "" : Request.Address.Spoken + "|") + (DocumentationCommentId.CreateDeclarationId(Member) ?? Member.ToDisplayString()) + "|" + Source.FilePath;
}
