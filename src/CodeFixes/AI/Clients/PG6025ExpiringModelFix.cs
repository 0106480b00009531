using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace ProdGap.Analyzers.CodeFixes.AI.Clients;

/// <summary>Lets the next model be chosen without a release.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PG6025ExpiringModelFix() : ModelIdFix("PG6025");
