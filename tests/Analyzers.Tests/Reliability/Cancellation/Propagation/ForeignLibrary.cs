namespace ProdGap.Analyzers.Tests.Reliability.Cancellation.Propagation;

/// <summary>
/// A library of somebody else, which the generated solution sees as metadata only: a stand-in for MediatR, with the same contracts,
/// and interfaces whose methods take no token and never will.
/// </summary>
internal static class ForeignLibrary
{
    /// <summary>Its assembly's name.</summary>
    public const string Name = "Contoso.Building.Blocks";

    /// <summary>Its source.</summary>
    public const string Source = """
        using System;
        using System.Collections.Generic;
        using System.Linq.Expressions;
        using System.Threading;
        using System.Threading.Tasks;

        namespace Contoso.Mediation
        {
            public interface IRequest;

            public interface IRequest<out TResponse>;

            public interface IStreamRequest<out TResponse>;

            public interface IRequestHandler<in TRequest>
                where TRequest : IRequest
            {
                Task Handle(TRequest request, CancellationToken cancellationToken);
            }

            public interface IRequestHandler<in TRequest, TResponse>
                where TRequest : IRequest<TResponse>
            {
                Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken);
            }

            public interface IStreamRequestHandler<in TRequest, out TResponse>
                where TRequest : IStreamRequest<TResponse>
            {
                IAsyncEnumerable<TResponse> Handle(TRequest request, CancellationToken cancellationToken);
            }

            public interface ISender
            {
                Task<TResponse> Send<TResponse>(IRequest<TResponse> request, CancellationToken cancellationToken = default);

                Task Send<TRequest>(TRequest request, CancellationToken cancellationToken = default)
                    where TRequest : IRequest;

                IAsyncEnumerable<TResponse> CreateStream<TResponse>(IStreamRequest<TResponse> request, CancellationToken cancellationToken = default);
            }
        }

        namespace Contoso.Hosting
        {
            public interface IStartupTask
            {
                int Priority { get; }

                Task RunAsync();
            }

            public interface IBackgroundJobs
            {
                string Enqueue<TService>(Expression<Func<TService, Task>> call);
            }

            public abstract class Exporter
            {
                protected abstract Task<int> ExportAsync(string target);
            }
        }
        """;
}
