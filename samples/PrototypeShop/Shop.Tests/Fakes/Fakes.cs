using System.Collections.Concurrent;
using System.Linq.Expressions;
using PrototypeShop.Core.Abstractions;
using PrototypeShop.Core.Domain;

namespace PrototypeShop.Tests.Fakes;

public class FakeRepository<T> : IRepository<T> where T : class, IEntity
{
    public List<T> Items { get; } = [];

    public Task<T?> GetByIdAsync(int id) => Task.FromResult(Items.FirstOrDefault(i => i.Id == id));

    public Task<List<T>> GetAllAsync() => Task.FromResult(Items.ToList());

    public Task<List<T>> FindAsync(Expression<Func<T, bool>> predicate) => Task.FromResult(Items.Where(predicate.Compile()).ToList());

    public Task AddAsync(T entity)
    {
        Items.Add(entity);
        return Task.CompletedTask;
    }

    public Task UpdateAsync(T entity) => Task.CompletedTask;
}

public class FakeEmailSender : IEmailSender
{
    public ConcurrentBag<string> Sent { get; } = [];

    public Task SendAsync(string to, string subject, string body)
    {
        Sent.Add(to);
        return Task.CompletedTask;
    }
}
