using System.Collections.Immutable;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.AI.Limits;

/// <summary>Hosts at which models answer, beside those of providers: which they are, only the user knows.</summary>
internal static class OwnHosts
{
    public static Option<ImmutableArray<string>> Option { get; } = Core.Option.Words(
        "PG6002.additional_llm_hosts", "Hosts, or parts of addresses, at which models answer to plain HTTP, such as a gateway of yours; PG6015 reads them too.");
}
